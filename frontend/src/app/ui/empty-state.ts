import { Component, input } from '@angular/core';

/** What to show, and what to do first, where there is nothing yet. An `svg` inside is its picture; buttons go below. */
@Component({
  selector: 'app-empty-state',
  template: `
    <ng-content select="svg" />
    <h2>{{ heading() }}</h2>
    @if (hint(); as text) {
      <p>{{ text }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: var(--space-3);
      padding: var(--space-10) var(--space-6);
      text-align: center;
    }
    p {
      max-width: 44ch;
      color: var(--color-text-muted);
      text-wrap: balance;
    }
    :host ::ng-deep > svg {
      width: 40px;
      height: 40px;
      margin: 0 auto;
      color: var(--color-text-muted);
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly hint = input<string>();
}

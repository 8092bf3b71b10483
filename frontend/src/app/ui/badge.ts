import { Component, input } from '@angular/core';

/** A small count or word. The tone is never the only sign of what it means. */
@Component({
  selector: 'app-badge',
  template: '<ng-content />',
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      align-items: center;
      justify-content: center;
      gap: var(--space-1);
      min-width: 20px;
      height: 20px;
      padding: 0 var(--space-2);
      border-radius: var(--radius-round);
      font-size: var(--text-12);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    :host([data-tone='accent']) {
      background: var(--color-accent);
      color: var(--color-on-accent);
    }
    :host([data-tone='neutral']) {
      background: var(--color-hover);
      color: var(--color-text-muted);
    }
    :host([data-tone='success']) {
      background: var(--color-success-soft);
      color: var(--color-success);
    }
    :host([data-tone='warning']) {
      background: var(--color-warning-soft);
      color: var(--color-warning);
    }
    :host([data-tone='danger']) {
      background: var(--color-danger-soft);
      color: var(--color-danger);
    }
  `,
  host: { '[attr.data-tone]': 'tone()' },
})
export class Badge {
  readonly tone = input<Tone>('neutral');
}

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

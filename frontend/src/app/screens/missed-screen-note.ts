import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { MissedScreen } from './missed-screen';

/** Says, for as long as it is so, that a screen could not be loaded, and what happens next. */
@Component({
  selector: 'app-missed-screen-note',
  imports: [TranslocoPipe],
  template: `
    <div role="status">
      @if (state(); as state) {
        <p>
          {{ 'screens.' + state | transloco }}
          @if (state === 'missing') {
            <button class="button button-quiet" type="button" (click)="openAgain()">
              {{ 'ui.retry' | transloco }}
            </button>
          }
        </p>
      }
    </div>
  `,
  styles: `
    p {
      position: fixed;
      z-index: 5;
      right: var(--space-4);
      bottom: var(--space-4);
      left: var(--space-4);
      width: fit-content;
      max-width: 480px;
      margin: 0 auto;
      padding: var(--space-3) var(--space-4);
      border: 1px solid var(--color-border);
      border-radius: var(--radius-control);
      background: var(--color-surface);
      box-shadow: var(--shadow-floating);
    }
    @media (max-width: 600px) {
      p {
        bottom: calc(60px + var(--space-4));
      }
    }
  `,
})
export class MissedScreenNote {
  readonly #screen = inject(MissedScreen);
  protected readonly state = this.#screen.state;

  protected openAgain(): void {
    this.#screen.openAgain();
  }
}

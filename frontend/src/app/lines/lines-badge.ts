import { Component, computed, effect, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { needsAttention, untilNextIsDownForLong } from './line-trouble';
import { Lines } from './lines';

/** Whether a line needs somebody: seen and read out beside the way to the lines, for as long as it does. */
@Component({
  selector: 'app-lines-badge',
  imports: [TranslocoPipe],
  template: `
    @if (count(); as count) {
      <span class="mark" aria-hidden="true">!</span>
      <span class="visually-hidden">{{
        (count === 1 ? 'lines.needsAttentionOne' : 'lines.needAttention') | transloco: { count }
      }}</span>
    }
  `,
  styles: `
    :host {
      pointer-events: none;
    }
    .mark {
      display: block;
      width: 18px;
      border-radius: var(--radius-round);
      background: var(--color-danger);
      /* Keeps it apart from what it lies on. */
      box-shadow: 0 0 0 2px var(--color-surface);
      color: var(--color-on-danger);
      font-size: var(--text-12);
      font-weight: 700;
      line-height: 18px;
      text-align: center;
    }
  `,
})
export class LinesBadge {
  readonly #lines = inject(Lines).all;
  /** Turns when the next line has been down for long. */
  readonly #turns = signal(0);
  protected readonly count = computed(() => {
    this.#turns();
    const now = Date.now();
    return this.#lines().filter((line) => needsAttention(line, now)).length;
  });

  constructor() {
    effect((onCleanup) => {
      this.#turns();
      const wait = untilNextIsDownForLong(this.#lines(), Date.now());
      if (wait === null) return;
      const timer = setTimeout(() => {
        this.#turns.update((turns) => turns + 1);
      }, wait);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }
}

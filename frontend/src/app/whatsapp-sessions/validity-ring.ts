import { Component, computed, input } from '@angular/core';
import type { Validity } from './session-state';

const LENGTH = 2 * Math.PI * 15;

/** How much of its time something has left, as a ring that gets shorter; beside it stands the same in words. */
@Component({
  selector: 'app-validity-ring',
  template: `
    <svg viewBox="0 0 36 36" aria-hidden="true">
      <circle class="track" cx="18" cy="18" r="15" />
      <circle
        class="left"
        cx="18"
        cy="18"
        r="15"
        [attr.stroke-dasharray]="length"
        [attr.stroke-dashoffset]="offset()"
      />
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 32px;
      height: 32px;
      rotate: -90deg;
    }
    circle {
      fill: none;
      stroke-width: 4;
    }
    .track {
      stroke: var(--color-border);
    }
    .left {
      stroke: var(--color-accent);
      stroke-linecap: round;
      transition: stroke-dashoffset 1s linear;
    }
  `,
})
export class ValidityRing {
  readonly validity = input.required<Validity>();
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();

  protected readonly length = LENGTH;
  protected readonly offset = computed(() => {
    const { shownAt, expiresAt } = this.validity();
    const whole = Math.max(1, Date.parse(expiresAt) - shownAt);
    const left = Math.max(0, Date.parse(expiresAt) - this.now());
    return LENGTH * (1 - Math.min(1, left / whole));
  });
}

import { Component, input } from '@angular/core';

export type StepScene = 'open' | 'menu' | 'scan' | 'number' | 'type';

/** A phone that shows one step of linking. Decoration only: the words beside it say the same. */
@Component({
  selector: 'app-step-picture',
  template: `
    <svg viewBox="0 0 56 72" aria-hidden="true">
      <rect class="phone" x="8" y="3" width="40" height="66" rx="7" />
      <path class="faint" d="M24 8h8" />
      @switch (scene()) {
        @case ('open') {
          <path class="strong" d="M28 25a11 11 0 1 1-5.4 20.6L17 47l1.5-5.3A11 11 0 0 1 28 25z" />
          <path class="faint" d="M20 60h16" />
        }
        @case ('menu') {
          <path class="faint" d="M15 18h26M15 25h18M15 56h22" />
          <rect class="chosen" x="13" y="32" width="30" height="16" rx="4" />
          <path class="strong" d="M18 37.5h8v5h-8zM29 40h9m-3-3 3 3-3 3" />
        }
        @case ('scan') {
          <path class="faint" d="M14 27v-6h6m16 0h6v6m0 18v6h-6m-16 0h-6v-6" />
          <path class="filled" d="M20 28h6v6h-6zm10 0h6v6h-6zM20 38h6v6h-6zm10 0h3v3h-3zm3 3h3v3h-3z" />
        }
        @case ('number') {
          <path class="faint" d="M14 21v-4h4m20 0h4v4m0 12v4h-4m-20 0h-4v-4" />
          <rect class="chosen" x="13" y="46" width="30" height="13" rx="4" />
          <path class="strong" d="M18 52.5h20" />
        }
        @case ('type') {
          <path class="faint" d="M15 19h26" />
          <path class="filled" d="M14 28h5v8h-5zm8 0h5v8h-5zm8 0h5v8h-5zm8 0h5v8h-5z" />
          <path class="filled" d="M14 42h5v8h-5zm8 0h5v8h-5z" />
          <path class="strong" d="M30.5 42h4v8h-4zM38.5 42h4v8h-4z" />
        }
      }
    </svg>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      width: 56px;
    }
    svg {
      display: block;
      width: 100%;
      fill: none;
      stroke-linecap: round;
      stroke-linejoin: round;
      stroke-width: 2;
    }
    .phone {
      fill: var(--color-surface-sunken);
      stroke: var(--color-border-strong);
    }
    .faint {
      stroke: var(--color-border-strong);
    }
    .strong {
      stroke: var(--color-accent);
    }
    .chosen {
      fill: var(--color-accent-soft);
    }
    .filled {
      fill: var(--color-accent);
    }
  `,
})
export class StepPicture {
  readonly scene = input.required<StepScene>();
}

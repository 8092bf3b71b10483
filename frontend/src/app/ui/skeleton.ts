import { Component, computed, input } from '@angular/core';

/** Grey rows in the shape of what is being loaded. The list around it carries `aria-busy`. */
@Component({
  selector: 'app-skeleton',
  template: `
    @for (row of rowNumbers(); track row) {
      <div class="row" [style.height.px]="rowHeight()"></div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    .row {
      border-radius: var(--radius-control);
      background: linear-gradient(90deg, var(--color-hover) 30%, transparent 50%, var(--color-hover) 70%);
      background-size: 200% 100%;
      animation: shimmer 1.4s linear infinite;
    }
    @keyframes shimmer {
      from {
        background-position: 150% 0;
      }
      to {
        background-position: -50% 0;
      }
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class Skeleton {
  readonly rows = input(6);
  /** Pixels. */
  readonly rowHeight = input(56);
  protected readonly rowNumbers = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}

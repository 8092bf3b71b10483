import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignCounts } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import { RECIPIENT_STATUSES } from './campaign-words';

/** How far a campaign is, as a bar with a part for each state; for those who cannot see it, in words. */
@Component({
  selector: 'app-campaign-bar',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.recipientStatus'">
      <div class="bar" aria-hidden="true">
        @for (part of parts(); track part.status) {
          <span [attr.data-status]="part.status" [style.flex-grow]="part.count"></span>
        }
      </div>
      @if (!isExplained()) {
        <p class="visually-hidden">
          @for (part of parts(); track part.status) {
            {{ t(part.status) }}: {{ formats.number(part.count) }}{{ $last ? '' : ', ' }}
          }
        </p>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
    }
    .bar {
      display: flex;
      gap: 1px;
      height: 8px;
      overflow: hidden;
      border-radius: var(--radius-round);
      background: var(--color-hover);
    }
    :host(.big) .bar {
      height: 20px;
      border-radius: var(--radius-control);
    }
    span {
      flex: 0 0 auto;
      min-width: 3px;
      transition: flex-grow var(--motion-normal);
    }
    span[data-status='read'] {
      background: var(--color-accent);
    }
    span[data-status='delivered'] {
      background: color-mix(in srgb, var(--color-accent) 65%, var(--color-surface));
    }
    span[data-status='sent'] {
      background: color-mix(in srgb, var(--color-accent) 35%, var(--color-surface));
    }
    span[data-status='uncertain'] {
      background: repeating-linear-gradient(45deg, var(--color-warning) 0 4px, var(--color-warning-soft) 4px 8px);
    }
    span[data-status='failed'] {
      background: var(--color-danger);
    }
    span[data-status='skipped'] {
      background: repeating-linear-gradient(-45deg, var(--color-border-strong) 0 3px, var(--color-border) 3px 6px);
    }
    /* Nobody was written to there. */
    :host(.cancelled) span[data-status='skipped'] {
      background: none;
    }
  `,
})
export class CampaignBar {
  protected readonly formats = inject(Formats);

  readonly counts = input.required<CampaignCounts>();
  /** Whether words beside it say what its parts are. */
  readonly isExplained = input(false);

  protected readonly parts = computed(() => {
    const counts = this.counts();
    return RECIPIENT_STATUSES.map((status) => ({ status, count: counts[status] })).filter(({ count }) => count > 0);
  });
}

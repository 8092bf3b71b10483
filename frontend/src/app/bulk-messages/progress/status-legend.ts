import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignCounts, RecipientStatus } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { RECIPIENT_ICONS, RECIPIENT_STATUSES } from '../campaigns/campaign-words';

/** How many recipients are in which state; one of them can be chosen, so that only those are listed. */
@Component({
  selector: 'app-status-legend',
  imports: [Icon, TranslocoDirective],
  template: `
    <div *transloco="let t; prefix: 'bulkMessages'" role="group" [attr.aria-label]="t('recipientList.which')">
      <button type="button" [attr.aria-pressed]="chosen() === null" (click)="wanted.emit(null)">
        <svg appIcon="users"></svg>
        <span class="count">{{ formats.number(counts().total) }}</span>
        <span class="word">{{ t('recipientList.all') }}</span>
      </button>
      @for (each of states(); track each.status) {
        <button type="button" [attr.aria-pressed]="chosen() === each.status" (click)="wanted.emit(each.status)">
          <svg [appIcon]="icons[each.status]" [attr.data-status]="each.status"></svg>
          <span class="count">{{ formats.number(each.count) }}</span>
          <span class="word">{{ t('recipientStatus.' + each.status) }}</span>
        </button>
      }
    </div>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
      gap: var(--space-2);
    }
    button {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0 var(--space-2);
      align-items: center;
      min-height: 56px;
      padding: var(--space-2);
      border: 1px solid var(--color-border);
      border-radius: var(--radius-control);
      background: none;
      text-align: start;
      cursor: pointer;
    }
    button:hover {
      background: var(--color-hover);
    }
    button[aria-pressed='true'] {
      border-color: var(--color-accent);
      background: var(--color-accent-soft);
    }
    .count {
      font-size: var(--text-16);
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }
    .word {
      grid-column: 1 / -1;
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    [aria-pressed='true'] .word {
      color: var(--color-on-accent-soft);
    }
    svg {
      width: 16px;
      height: 16px;
      color: var(--color-text-muted);
    }
    svg[data-status='read'] {
      color: var(--color-accent);
    }
    svg[data-status='failed'] {
      color: var(--color-danger);
    }
    svg[data-status='uncertain'] {
      color: var(--color-warning);
    }
  `,
})
export class StatusLegend {
  protected readonly formats = inject(Formats);

  readonly counts = input.required<CampaignCounts>();
  /** Null for all. */
  readonly chosen = input.required<RecipientStatus | null>();
  readonly wanted = output<RecipientStatus | null>();

  protected readonly icons = RECIPIENT_ICONS;
  protected readonly states = computed(() =>
    RECIPIENT_STATUSES.map((status) => ({ status, count: this.counts()[status] })),
  );
}

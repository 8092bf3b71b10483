import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { type CampaignPace, estimatedEnd } from '#contract/campaign-rules';
import { Formats } from '../../i18n';

/** When the last message of a draft will have left, if nothing comes in between. */
@Component({
  selector: 'app-end-estimate',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.estimate'">
      @if (remaining() === 0) {
        {{ t('nobody') }}
      } @else if (end(); as end) {
        {{ t('end', { at: formats.dateTime(end), count: formats.number(remaining()) }) }}
      } @else {
        {{ t('never') }}
      }
    </ng-container>
  `,
})
export class EndEstimate {
  protected readonly formats = inject(Formats);

  readonly pace = input.required<CampaignPace>();
  readonly kind = input.required<'whatsapp-web' | 'cloud-api'>();
  /** Messages still to leave. */
  readonly remaining = input.required<number>();
  /** An ISO time; at once where it is undefined. */
  readonly startAt = input<string>();

  /** Null where that is more than a year away. The line counts as one that has not sent in bulk yet. */
  protected readonly end = computed(() => {
    const startAt = this.startAt();
    const end = estimatedEnd({
      pace: this.pace(),
      kind: this.kind(),
      remaining: this.remaining(),
      from: startAt === undefined ? Date.now() : Date.parse(startAt),
      sentToday: 0,
      daysBefore: 0,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    return end === null ? null : new Date(end);
  });
}

import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignPause } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import { ClientClock } from '../campaigns/client-clock';

/** How many messages leave before the next pause, when the rest goes on, and why not before. */
@Component({
  selector: 'app-pause-words',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.estimate'">{{
      t('pause.' + on() + count(), {
        count: formats.number(pause().after),
        when: clock.when(pause().resumesAt),
        why: t('why.' + pause().by),
      })
    }}</ng-container>
  `,
})
export class PauseWords {
  protected readonly formats = inject(Formats);
  protected readonly clock = inject(ClientClock);

  readonly pause = input.required<CampaignPause>();
  /** When the messages before it begin to leave; undefined for now. */
  readonly begins = input<string | number>();

  /** Where none leave, others have their turn. */
  protected readonly count = computed(() => ['None', 'One'][this.pause().after] ?? '');
  protected readonly on = computed(() => {
    const begins = this.begins();
    if (begins !== undefined && !this.clock.isToday(begins)) return 'thatDay';
    return this.clock.isToday(this.pause().resumesAt) ? 'first' : 'today';
  });
}

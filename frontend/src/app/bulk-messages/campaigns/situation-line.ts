import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import { Language } from '../../i18n';
import { durationWords } from './campaign-words';
import { ClientClock } from './client-clock';

/** What happens next with a campaign, or what has come of it, in one sentence. */
@Component({
  selector: 'app-situation-line',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.situation'">{{
      t(words().key, words().params)
    }}</ng-container>
  `,
})
export class SituationLine {
  readonly #clock = inject(ClientClock);
  readonly #language = inject(Language);

  readonly campaign = input.required<BulkCampaign>();

  protected readonly words = computed((): { key: string; params: Record<string, string> } => {
    const { status, waiting, stopped, startAt, finishedAt, etaSeconds } = this.campaign();
    const at = (time: string | null): string => (time === null ? '' : this.#clock.dateTime(time));
    const when = (time: string | null): string => (time === null ? '' : this.#clock.when(time));
    switch (status) {
      case 'scheduled':
        return { key: 'scheduled', params: { when: when(startAt) } };
      case 'running':
        if (waiting) {
          const isUntil = waiting.until !== null;
          return { key: `waiting.${waiting.for}${isUntil ? 'Until' : ''}`, params: { when: when(waiting.until) } };
        }
        return etaSeconds === null
          ? { key: 'running', params: {} }
          : { key: 'timeLeft', params: { time: durationWords(etaSeconds, this.#language.code()) } };
      case 'stopped':
        return { key: `stopped.${stopped ?? 'failures'}`, params: {} };
      case 'completed':
      case 'cancelled':
        return { key: status, params: { at: at(finishedAt) } };
      default:
        return { key: status, params: {} };
    }
  });
}

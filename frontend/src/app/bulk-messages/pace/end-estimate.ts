import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { forecastOf } from '#contract/campaign-forecast';
import type { CampaignPace, LineKind } from '#contract/campaign-rules';
import { Formats } from '../../i18n';
import { CampaignStore } from '../campaigns/campaign-store';
import { ClientClock } from '../campaigns/client-clock';
import { PauseWords } from './pause-words';

/** What a draft would do if nothing came in between: when it begins, what is put off until when, and when it is over. */
@Component({
  selector: 'app-end-estimate',
  imports: [PauseWords, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.estimate'">
      @if (remaining() === 0) {
        {{ t('nobody') }}
      } @else if (forecast(); as forecast) {
        @if (forecast.heldBy; as reason) {
          {{ t('held.' + reason, { when: clock.when(forecast.begins) }) }}
        }
        @if (pause(); as pause) {
          <strong><app-pause-words [pause]="pause" [begins]="forecast.begins" /></strong>
        }
        {{
          t(remaining() === 1 ? 'endOne' : 'end', {
            at: clock.dateTime(forecast.end),
            count: formats.number(remaining()),
          })
        }}
      } @else if (line()) {
        {{ t('never') }}
      }
    </ng-container>
  `,
})
export class EndEstimate {
  protected readonly formats = inject(Formats);
  protected readonly clock = inject(ClientClock);
  /** Null until the server has said what its line has sent. */
  protected readonly line = inject(CampaignStore).line;

  readonly pace = input.required<CampaignPace>();
  readonly kind = input.required<LineKind>();
  /** Messages still to leave. */
  readonly remaining = input.required<number>();
  /** An ISO time; at once where it is null or past. */
  readonly startAt = input.required<string | null>();

  protected readonly forecast = computed(() => {
    const use = this.line();
    if (use === null || this.remaining() === 0) return null;
    // Anew each day, not each minute: it stands in a live region, and would be said again and again.
    this.clock.today();
    const [pace, kind, remaining] = [this.pace(), this.kind(), this.remaining()];
    const from = Math.max(Date.now(), Date.parse(this.startAt() ?? '') || 0);
    return forecastOf({ pace, kind, remaining, from, use });
  });
  protected readonly pause = computed(() => {
    const pause = this.forecast()?.pause;
    return pause ? { ...pause, resumesAt: new Date(pause.resumesAt).toISOString() } : null;
  });
}

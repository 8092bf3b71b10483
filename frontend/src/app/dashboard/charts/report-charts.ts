import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { map } from 'rxjs';
import type { StatsReport } from '#contract/stats';
import { Language } from '../../i18n';
import { FigureWords } from '../words/figure-words';
import { ChartCard } from './chart-card';
import { type ChartWords, messagesByAgent, messagesByLine, messagesOverTime } from './charted';

/** The charts of a report: over time, by agent and by line. */
@Component({
  selector: 'app-report-charts',
  imports: [ChartCard, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.charts'">
      <app-chart-card
        class="card wide"
        name="time"
        [heading]="t(report().grain === 'hour' ? 'byHour' : 'byDay')"
        [chart]="overTime().chart"
        [table]="overTime().table"
      />
      <app-chart-card
        class="card"
        name="agents"
        [heading]="t('byAgent')"
        [chart]="byAgent().chart"
        [table]="byAgent().table"
      />
      <app-chart-card
        class="card"
        name="lines"
        [heading]="t('byLine')"
        [chart]="byLine().chart"
        [table]="byLine().table"
      />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
      gap: var(--space-4);
      align-items: start;
    }
    .wide {
      grid-column: 1 / -1;
    }
  `,
})
export class ReportCharts {
  readonly #transloco = inject(TranslocoService);
  readonly #figures = inject(FigureWords);
  readonly #language = inject(Language);

  /** The language in use, once its texts are there: until then those of the one before stay. */
  readonly #textsOf = toSignal(
    this.#transloco.selectTranslation('dashboard').pipe(map(() => this.#transloco.getActiveLang())),
  );

  readonly report = input.required<StatsReport>();
  readonly #words = computed((): ChartWords => {
    const language = this.#textsOf() ?? this.#language.code();
    return {
      text: (key) => this.#transloco.translate(`dashboard.charts.${key}`, {}, language),
      figures: this.#figures,
      language,
    };
  });
  protected readonly overTime = computed(() => messagesOverTime(this.report(), this.#words()));
  protected readonly byAgent = computed(() => messagesByAgent(this.report(), this.#words()));
  protected readonly byLine = computed(() => messagesByLine(this.report(), this.#words()));
}

import { afterNextRender, Component, computed, effect, ElementRef, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { StatsReport } from '#contract/stats';
import { FiguresStore } from '../figures';
import { Formats, Language } from '../i18n';
import { Lines } from '../lines';
import { SignInStore } from '../sign-in';
import { EmptyState, ErrorState, Icon, Skeleton } from '../ui';
import { ReportCharts } from './charts/report-charts';
import { DashboardTabs } from './dashboard-tabs';
import { tileFigures } from './figures/tile-figures';
import { ClientDay } from './range/client-day';
import { RangePicker } from './range/range-picker';
import { lengthOf, queryOf, rangeOf } from './range/report-range';
import { DashboardPlace } from './reading/dashboard-place';
import { LiveReading } from './reading/live-reading';
import { BotCard } from './sides/bot-card';
import { LineStates } from './sides/line-states';
import { OnlineList } from './sides/online-list';
import { RunningCampaigns } from './sides/running-campaigns';
import { Tile } from './tiles/tile';

/** The server rounds the time of the day that two days are compared up to. In milliseconds. */
const HALF_A_QUARTER = 450_000;

/** The client at a glance: its figures of a range of days, live, beside those before. */
@Component({
  selector: 'app-dashboard-page',
  imports: [
    BotCard,
    DashboardTabs,
    EmptyState,
    ErrorState,
    Icon,
    LineStates,
    OnlineList,
    RangePicker,
    ReportCharts,
    RouterLink,
    RunningCampaigns,
    Skeleton,
    Tile,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './dashboard-page.html',
  styleUrl: './dashboard-page.css',
  host: { '(scroll)': 'place.scrollTop = element.scrollTop' },
})
export class DashboardPage {
  readonly #day = inject(ClientDay);
  readonly #figures = inject(FiguresStore);
  readonly #language = inject(Language);
  readonly #lines = inject(Lines);
  protected readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly formats = inject(Formats);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly place = inject(DashboardPlace);

  /** From the address. */
  readonly range = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  protected readonly days = computed(() =>
    rangeOf({ range: this.range(), from: this.from(), to: this.to() }, this.#day.today()),
  );
  readonly #query = computed(() => new URLSearchParams(queryOf(this.days())).toString());
  protected readonly reading = new LiveReading<StatsReport>(
    computed(() => withQuery('/stats/report', this.#query())),
    computed(() => (this.days().to === this.#day.today() ? HALF_A_QUARTER : null)),
  );
  protected readonly report = this.reading.value;
  /** Whether other figures are on their way. */
  protected readonly isAwaited = computed(
    () => this.reading.isOther() && !this.reading.failed() && !this.reading.isRefused(),
  );
  protected readonly endsToday = computed(() => this.report()?.to === this.#day.today());
  protected readonly tiles = computed(() => {
    const report = this.report();
    return report
      ? tileFigures(report, this.endsToday(), { stats: this.#figures.stats(), at: this.#figures.at() })
      : [];
  });
  protected readonly length = computed(() => lengthOf(this.report() ?? this.days()));
  /** A day has room for its hours from the beginning. */
  protected readonly slots = computed(() => {
    const { grain = 'day', points = [] } = this.report() ?? {};
    return grain === 'hour' ? Math.max(this.length() * 24, points.length) : points.length;
  });
  protected readonly exportAddress = computed(() => {
    const query = new URLSearchParams({ ...queryOf(this.days()), language: this.#language.code() });
    return `/api/stats/export.csv?${query.toString()}`;
  });
  /** Which range the figures are of: read out when it changes. */
  protected readonly shownRange = computed(() => {
    const report = this.report();
    if (!report) return null;
    const day = (date: string): string => this.formats.date(`${date}T12:00:00`);
    return {
      key: this.endsToday() && this.length() === 1 ? 'ofToday' : 'ofDays',
      from: day(report.from),
      to: day(report.to),
    };
  });
  /** Whether nothing can have happened yet: there is no line over which anything could, and no trace of one. */
  protected readonly isNew = computed(() => {
    const areKnown = this.#lines.find('') === null;
    const stats = this.#figures.stats();
    if (!areKnown || this.#lines.all().length > 0 || !stats) return false;
    const { openConversations, closedConversations, received, sent } = stats;
    return openConversations + closedConversations + received + sent === 0;
  });

  constructor() {
    effect(() => {
      const report = this.report();
      if (report) this.#day.isIn(report.timeZone);
    });
    const scrollTop = this.place.scrollTop;
    afterNextRender(() => {
      this.element.scrollTop = scrollTop;
    });
  }
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { TileFigure, TileName } from '../figures/tile-figures';
import { FigureWords } from '../words/figure-words';
import { MovingFigure } from './moving-figure';
import { Sparkline } from './sparkline';

/** The conversations behind a figure of now. */
const links: Partial<Readonly<Record<TileName, Readonly<Record<string, string>>>>> = {
  openConversations: { filter: 'all' },
  unassigned: { filter: 'unassigned' },
  waiting: { waiting: '0' },
};

/** One figure: what it is, how it came about, and what it was before. */
@Component({
  selector: 'app-tile',
  imports: [MovingFigure, RouterLink, Sparkline, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.tiles'">
      <h3>
        @if (link(); as queryParams) {
          <a routerLink="/chat" [queryParams]="queryParams">{{ t('name.' + figure().name) }}</a>
        } @else {
          {{ t('name.' + figure().name) }}
        }
      </h3>
      <p class="value" [class.long]="figure().unit === 'seconds'">
        <app-moving-figure [value]="figure().value" [unit]="figure().unit" />
      </p>
      <app-sparkline [points]="figure().points" [slots]="slots()" />
      <p class="before">
        @if (change(); as change) {
          <span class="change" [attr.data-tone]="change.tone">{{
            t('change.' + change.word, { change: change.by })
          }}</span>
        }
        @if (figure().before !== null) {
          <span>{{ t(beforeWord(), { value: words.of(figure().unit, figure().before), count: days() }) }}</span>
        } @else {
          <span>{{ t('noneBefore') }}</span>
        }
      </p>
    </ng-container>
  `,
  styles: `
    /* The figures of a row of tiles stand at one height, also where a name needs two lines. */
    :host {
      position: relative;
      display: grid;
      grid-row: 1 / -1;
      grid-template-rows: subgrid;
      row-gap: var(--space-1);
      padding: var(--space-3) var(--space-4);
    }
    h3 {
      color: var(--color-text-muted);
      font-size: var(--text-13);
      font-weight: 550;
    }
    a {
      color: inherit;
      text-decoration: none;
    }
    /* The whole tile leads there. */
    a::after {
      position: absolute;
      inset: 0;
      border-radius: var(--radius-card);
      content: '';
    }
    a:hover {
      color: var(--color-accent);
      text-decoration: underline;
    }
    a:focus-visible {
      outline: none;
    }
    a:focus-visible::after {
      outline: var(--focus-ring);
    }
    .value {
      font-size: var(--text-28);
      font-weight: 650;
      line-height: 1.2;
      letter-spacing: -0.01em;
    }
    .value.long {
      font-size: var(--text-20);
      line-height: 34px;
    }
    .before {
      display: grid;
      align-content: start;
      color: var(--color-text-muted);
      font-size: var(--text-12);
      font-variant-numeric: tabular-nums;
    }
    .change {
      color: var(--color-text);
      font-weight: 600;
    }
    .change[data-tone='good'] {
      color: var(--color-success);
    }
    .change[data-tone='bad'] {
      color: var(--color-danger);
    }
  `,
})
export class Tile {
  protected readonly words = inject(FigureWords);

  readonly figure = input.required<TileFigure>();
  /** How many days the range has. */
  readonly days = input.required<number>();
  /** Whether the figure before is of the same time of a day before. */
  readonly endsToday = input.required<boolean>();
  /** How many points the range has room for. */
  readonly slots = input.required<number>();

  protected readonly link = computed(() => (this.endsToday() ? links[this.figure().name] : undefined));
  protected readonly beforeWord = computed(() => {
    if (this.days() === 1) return this.endsToday() ? 'before.yesterday' : 'before.dayBefore';
    if (this.figure().isOfNow) return 'before.daysAgo';
    // The last of the days before is not whole where today is not.
    return this.endsToday() ? 'before.daysSoFar' : 'before.days';
  });
  /** Null where nothing can be compared. */
  protected readonly change = computed(() => {
    const { unit, better, value, before } = this.figure();
    if (value === null || before === null) return null;
    const difference = this.words.difference(unit, value, before);
    if (!/[1-9]/.test(difference)) return { word: 'same', by: difference, tone: null };
    const isMore = value > before;
    // The word says which way, so there is no sign.
    if (better === null) return { word: isMore ? 'more' : 'less', by: difference, tone: null };
    const isGood = isMore === (better === 'more');
    return {
      word: (unit === 'share' ? 'points.' : 'plain.') + (isGood ? 'better' : 'worse'),
      by: this.words.change(unit, value, before),
      tone: isGood ? 'good' : 'bad',
    };
  });
}

import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { map, timer } from 'rxjs';
import type { Bot } from '#contract/bot';
import { WEEKDAYS, type Weekday } from '#contract/bot-limits';
import { isWithinHours } from '#contract/business-hours';
import { Language } from '../../i18n';
import { Badge } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { BotState } from '../bot-state';
import { DayRow } from './day-row';
import { HolidayList } from './holiday-list';
import type { Span } from './spans';

type Hours = Bot['hours'];
const MINUTE = 60_000;
const WORKING_DAYS = WEEKDAYS.slice(0, 5);

/** When somebody is there, by the clocks of the client's time zone. */
@Component({
  selector: 'app-hours-section',
  imports: [Badge, DayRow, HolidayList, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.hours'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      @if (hours(); as hours) {
        <div class="card part">
          <p class="zone">
            <span
              >{{ t('zone', { name: zone() }) }} <a routerLink="/settings/team">{{ t('changeZone') }}</a></span
            >
            <app-badge role="status" [tone]="isOpen() ? 'success' : 'neutral'">
              {{ t(isOpen() ? 'openNow' : 'closedNow') }}
            </app-badge>
          </p>
          @for (day of days; track day) {
            <app-day-row
              [day]="day"
              [spans]="hours.week[day]"
              (changed)="setDay(day, $event)"
              (copied)="copyToWorkingDays(day)"
            />
          }
        </div>
        <div class="card part">
          <div>
            <h3>{{ t('holidays') }}</h3>
            <p class="note">{{ t('holidaysHint') }}</p>
          </div>
          <app-holiday-list [holidays]="hours.holidays" (changed)="change({ holidays: $event })" />
        </div>
      }
    </ng-container>
  `,
  styleUrl: '../section.css',
  styles: `
    .zone {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: center;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class HoursSection {
  readonly #draft = inject(BotDraft);
  readonly #language = inject(Language);
  readonly #state = inject(BotState);
  readonly #timeZone = computed(() => this.#state.bot()?.timeZone ?? 'UTC');
  /** Epoch milliseconds, as they were when a minute began last. */
  readonly #now = toSignal(timer(MINUTE - (Date.now() % MINUTE), MINUTE).pipe(map(() => Date.now())), {
    initialValue: Date.now(),
  });

  protected readonly days = WEEKDAYS;
  protected readonly hours = computed(() => this.#draft.content()?.hours);
  /** "hora estándar de Colombia". */
  protected readonly zone = computed(() => {
    const timeZone = this.#timeZone();
    const parts = new Intl.DateTimeFormat(this.#language.code(), {
      timeZone,
      timeZoneName: 'longGeneric',
    }).formatToParts();
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  });
  protected readonly isOpen = computed(() => {
    const hours = this.hours();
    return hours !== undefined && isWithinHours(hours, this.#timeZone(), new Date(this.#now()));
  });

  protected change(change: Partial<Hours>): void {
    const hours = this.hours();
    if (hours) this.#draft.change({ hours: { ...hours, ...change } });
  }

  protected setDay(day: Weekday, spans: Span[]): void {
    const week = this.hours()?.week;
    if (week) this.change({ week: { ...week, [day]: spans } });
  }

  protected copyToWorkingDays(from: Weekday): void {
    const week = this.hours()?.week;
    if (!week) return;
    const working = WORKING_DAYS.map((day) => [day, structuredClone(week[from])]);
    this.change({ week: { ...week, ...(Object.fromEntries(working) as Partial<Hours['week']>) } });
  }
}

import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { defer, repeat, timer } from 'rxjs';
import { dayIn } from '#contract/time-zones';
import { Language } from '../../i18n';

const MINUTE = 60_000;
const DAY = 86_400_000;
const HALF_A_YEAR = 182 * DAY;

/**
 * Times as the client's clocks have them: days, caps and quiet hours of bulk messages go by its time zone, wherever somebody sits.
 * Until the server has told it, that of the browser.
 */
@Service()
export class ClientClock {
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);
  readonly #here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly #timeZone = signal(this.#here);
  readonly #intl = computed(() => {
    const [language, timeZone] = [this.#language.code(), this.#timeZone()];
    return {
      time: new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' }),
      day: new Intl.DateTimeFormat(language, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }),
      date: new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
      dateTime: new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' }),
    };
  });

  readonly #now = signal(Date.now());

  /** Epoch milliseconds, as they were when a minute began last. */
  readonly now = this.#now.asReadonly();
  readonly timeZone = this.#timeZone.asReadonly();
  /** A day such as `2026-11-27`. */
  readonly today = computed(() => dayIn(this.#timeZone(), new Date(this.#now())));
  readonly #tomorrow = computed(() => dayIn(this.#timeZone(), new Date(this.#now() + DAY)));
  /** Whether its clocks show other times than this computer's, now or in the other half of the year. */
  readonly isElsewhere = computed(() => {
    const now = Date.now();
    return [now, now + HALF_A_YEAR].some((at) => offsetOf(this.#timeZone(), at) !== offsetOf(this.#here, at));
  });
  /** "hora estándar de Colombia (GMT-5)". */
  readonly name = computed(() => {
    const [timeZone, language] = [this.#timeZone(), this.#language.code()];
    const named = (timeZoneName: 'longGeneric' | 'shortOffset'): string => nameOf(timeZone, timeZoneName, language);
    return `${named('longGeneric')} (${named('shortOffset')})`;
  });

  constructor() {
    defer(() => timer(MINUTE - (Date.now() % MINUTE)))
      .pipe(repeat(), takeUntilDestroyed())
      .subscribe(() => {
        this.look();
      });
  }

  /** Looks at the time again: a computer that has slept may not have yet. */
  look(): void {
    this.#now.set(Date.now());
  }

  /** What the server says it is. */
  hear(timeZone: string): void {
    this.#timeZone.set(timeZone);
  }

  date(value: string | number): string {
    return this.#intl().date.format(new Date(value));
  }

  dateTime(value: string | number): string {
    return this.#intl().dateTime.format(new Date(value));
  }

  /** "mañana a las 8:00", as it stands within a sentence. */
  when(value: string | number): string {
    const { time, day } = this.#intl();
    const moment = new Date(value);
    const parts = { time: time.format(moment), day: day.format(moment) };
    // "a la 1:00", but "a las 8:00".
    const key = `${this.#near(moment)}${/^1\D/.test(parts.time) ? 'One' : ''}`;
    return this.#transloco.translate(`bulkMessages.when.${key}`, parts, this.#language.code());
  }

  isToday(value: string | number): boolean {
    return this.#near(new Date(value)) === 'today';
  }

  #near(moment: Date): 'today' | 'tomorrow' | 'later' {
    const day = dayIn(this.#timeZone(), moment);
    if (day === this.today()) return 'today';
    return day === this.#tomorrow() ? 'tomorrow' : 'later';
  }
}

function offsetOf(timeZone: string, at: number): string {
  return nameOf(timeZone, 'shortOffset', 'en', at);
}

function nameOf(
  timeZone: string,
  timeZoneName: 'longGeneric' | 'shortOffset',
  language: string,
  at = Date.now(),
): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

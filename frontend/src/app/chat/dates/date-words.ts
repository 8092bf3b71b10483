import { DestroyRef, inject, Service, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Language } from '../../i18n';

const DAY = 24 * 60 * 60 * 1_000;

/** Times in the words of the language in use and in the time zone of the browser. They follow midnight. */
@Service()
export class DateWords {
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #today = signal(startOfDay(new Date()));
  #midnight: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#waitForMidnight();
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#midnight));
  }

  /** "14:05". */
  time(isoTime: string): string {
    return this.#format('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(isoTime));
  }

  /** For the list: the time of today, "Ayer", or the date. */
  listTime(isoTime: string): string {
    const daysAgo = this.#daysAgo(isoTime);
    if (daysAgo <= 0) {
      return this.time(isoTime);
    }
    return daysAgo === 1
      ? this.#word('yesterday')
      : this.#format('date', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(new Date(isoTime));
  }

  /** For a separator: "Hoy", "Ayer", or the weekday and date. */
  day(isoTime: string): string {
    const daysAgo = this.#daysAgo(isoTime);
    if (daysAgo === 0 || daysAgo === 1) {
      return this.#word(daysAgo === 0 ? 'today' : 'yesterday');
    }
    return this.#format('day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
      new Date(isoTime),
    );
  }

  #daysAgo(isoTime: string): number {
    return Math.round((this.#today() - startOfDay(new Date(isoTime))) / DAY);
  }

  #word(word: string): string {
    return this.#transloco.translate(`chat.dates.${word}`, {}, this.#language.code());
  }

  #format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = `${name} ${this.#language.code()}`;
    const format = this.#formats.get(key) ?? new Intl.DateTimeFormat(this.#language.code(), options);
    this.#formats.set(key, format);
    return format;
  }

  #waitForMidnight(): void {
    const wait = startOfDay(new Date(Date.now() + DAY)) - Date.now();
    this.#midnight = setTimeout(() => {
      this.#today.set(startOfDay(new Date()));
      this.#waitForMidnight();
    }, wait);
  }
}

function startOfDay(date: Date): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

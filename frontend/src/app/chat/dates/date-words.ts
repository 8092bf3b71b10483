import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Formats, Language } from '../../i18n';

const DAY = 24 * 60 * 60 * 1_000;

/** Times in the words of the language in use and in the time zone of the browser. They follow midnight. */
@Service()
export class DateWords {
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);
  readonly #formats = inject(Formats);
  readonly #dayFormats = computed(() => dayFormats(this.#language.code()));
  readonly #today = signal(startOfDay(new Date()));
  #midnight: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#waitForMidnight();
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#midnight);
    });
  }

  /** "14:05". */
  time(isoTime: string): string {
    return this.#formats.time(isoTime);
  }

  /** For the list: the time of today, "Ayer", or the date. */
  listTime(isoTime: string): string {
    const daysAgo = this.#daysAgo(isoTime);
    if (daysAgo <= 0) {
      return this.time(isoTime);
    }
    return daysAgo === 1 ? this.#word('yesterday') : this.#dayFormats().short.format(new Date(isoTime));
  }

  /** For a separator: "Hoy", "Ayer", or the weekday and date. */
  day(isoTime: string): string {
    const daysAgo = this.#daysAgo(isoTime);
    if (daysAgo === 0 || daysAgo === 1) {
      return this.#word(daysAgo === 0 ? 'today' : 'yesterday');
    }
    return this.#dayFormats().long.format(new Date(isoTime));
  }

  #daysAgo(isoTime: string): number {
    return Math.round((this.#today() - startOfDay(new Date(isoTime))) / DAY);
  }

  #word(word: string): string {
    return this.#transloco.translate(`chat.dates.${word}`, {}, this.#language.code());
  }

  #waitForMidnight(): void {
    const wait = startOfDay(new Date(Date.now() + DAY)) - Date.now();
    this.#midnight = setTimeout(() => {
      this.#today.set(startOfDay(new Date()));
      this.#waitForMidnight();
    }, wait);
  }
}

function dayFormats(language: string): Record<'short' | 'long', Intl.DateTimeFormat> {
  return {
    short: new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', year: '2-digit' }),
    long: new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  };
}

function startOfDay(date: Date): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

import { computed, inject, Service } from '@angular/core';
import { Language } from '../i18n';

/** When something happened to a line, as the language in use writes it. Called from a template, it follows a change of language. */
@Service()
export class LineTimes {
  readonly #language = inject(Language);
  readonly #intl = computed(() => {
    const language = this.#language.code();
    return {
      precise: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
      ago: new Intl.RelativeTimeFormat(language, { style: 'short' }),
    };
  });

  /** With seconds. */
  precise(value: string | Date): string {
    return this.#intl().precise.format(new Date(value));
  }

  /** "hace 3 min": whole minutes, hours or days before `now` (epoch milliseconds); null within the last minute. */
  ago(value: string | Date, now: number): string | null {
    const minutes = Math.floor((now - new Date(value).getTime()) / 60_000);
    if (minutes < 1) return null;
    if (minutes < 60) return this.#intl().ago.format(-minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    return hours < 24
      ? this.#intl().ago.format(-hours, 'hour')
      : this.#intl().ago.format(-Math.floor(hours / 24), 'day');
  }
}

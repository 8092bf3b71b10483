import { computed, inject, Service } from '@angular/core';
import { Language } from './language';

/** Dates, times and numbers as the language in use writes them. Called from a template, they follow a change of language. */
@Service()
export class Formats {
  readonly #language = inject(Language);
  readonly #intl = computed(() => {
    const language = this.#language.code();
    return {
      time: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }),
      date: new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }),
      dateTime: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
      number: new Intl.NumberFormat(this.#language.figures()),
    };
  });

  time(value: string | Date): string {
    return this.#intl().time.format(new Date(value));
  }

  date(value: string | Date): string {
    return this.#intl().date.format(new Date(value));
  }

  dateTime(value: string | Date): string {
    return this.#intl().dateTime.format(new Date(value));
  }

  number(value: number): string {
    return this.#intl().number.format(value);
  }
}

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
      preciseTime: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
      date: new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }),
      dateTime: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
      number: new Intl.NumberFormat(this.#language.figures()),
      ago: new Intl.RelativeTimeFormat(language, { style: 'short' }),
    };
  });

  time(value: string | Date): string {
    return this.#intl().time.format(new Date(value));
  }

  /** With seconds. */
  preciseTime(value: string | Date): string {
    return this.#intl().preciseTime.format(new Date(value));
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

  /** A latitude or longitude, to about a metre. */
  degrees(value: number): string {
    return new Intl.NumberFormat(this.#language.figures(), { maximumFractionDigits: 5 }).format(value);
  }

  /** An amount in a currency (ISO 4217); one that is none stands behind the number as it was given. */
  money(amount: number, currency: string): string {
    try {
      return new Intl.NumberFormat(this.#language.figures(), { style: 'currency', currency }).format(amount);
    } catch {
      return `${this.number(amount)} ${currency}`;
    }
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

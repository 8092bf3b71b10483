import { inject, Service } from '@angular/core';
import { Formats, Language } from '../../i18n';

/** Money and places as the language in use writes them. Called from a template, they follow a change of language. */
@Service()
export class Amounts {
  readonly #formats = inject(Formats);
  readonly #language = inject(Language);

  /** A latitude or longitude, to about a metre. */
  degrees(value: number): string {
    return new Intl.NumberFormat(this.#language.figures(), { maximumFractionDigits: 5 }).format(value);
  }

  /** An amount in a currency (ISO 4217); one that is none stands behind the number as it was given. */
  money(amount: number, currency: string): string {
    try {
      return new Intl.NumberFormat(this.#language.figures(), { style: 'currency', currency }).format(amount);
    } catch {
      return `${this.#formats.number(amount)} ${currency}`;
    }
  }
}

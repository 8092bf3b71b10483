import { computed, inject, Service } from '@angular/core';
import { durationWords, Formats, Language } from '../../i18n';

/** What a figure counts: things, a share between 0 and 1, or seconds. */
export type Unit = 'count' | 'share' | 'seconds';

/** What stands where there is no figure. */
const NONE = '—';
const MINUS = '−';

/** Figures as the language in use writes them. Called from a template, they follow a change of language. */
@Service()
export class FigureWords {
  readonly #formats = inject(Formats);
  readonly #language = inject(Language);
  readonly #share = computed(
    () => new Intl.NumberFormat(this.#language.figures(), { style: 'percent', maximumFractionDigits: 1 }),
  );
  readonly #points = computed(() => new Intl.NumberFormat(this.#language.figures(), { maximumFractionDigits: 1 }));

  of(unit: Unit, value: number | null): string {
    if (value === null) return NONE;
    if (unit === 'seconds') return durationWords(value);
    return unit === 'share' ? this.#share().format(value) : this.#formats.number(Math.round(value));
  }

  /** How far a figure is from what it was, whichever way: a share by percentage points, a large count by its part. */
  difference(unit: Unit, value: number, before: number): string {
    const difference = Math.abs(value - before);
    if (unit === 'share') return this.#points().format(difference * 100);
    if (unit === 'count' && before >= 20) {
      const part = Math.round((difference / before) * 100);
      // What rounds to nothing is something all the same.
      if (part > 0) return this.#share().format(part / 100);
    }
    return this.of(unit, difference);
  }

  /** The same with its sign. */
  change(unit: Unit, value: number, before: number): string {
    return (value < before ? MINUS : '+') + this.difference(unit, value, before);
  }
}

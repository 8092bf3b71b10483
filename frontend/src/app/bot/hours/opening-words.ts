import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { WEEKDAYS, type Weekday } from '#contract/bot-limits';
import type { BusinessHours } from '#contract/business-hours';
import { Language } from '../../i18n';
import { isSame } from '../draft/bot-content';

/** Days in a row with the same hours. */
interface Days {
  readonly first: Weekday;
  last: Weekday;
  readonly spans: BusinessHours['week'][Weekday];
}

/** Opening hours as a sentence has them: "lunes a viernes de 9:00 a 18:00, sábado de 9:00 a 13:00". */
@Service()
export class OpeningWords {
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);

  of({ week }: BusinessHours): string {
    const groups: Days[] = [];
    for (const day of WEEKDAYS) {
      const [last, spans] = [groups.at(-1), week[day]];
      if (last && isSame(last.spans, spans)) last.last = day;
      else groups.push({ first: day, last: day, spans });
    }
    const open = groups.filter(({ spans }) => spans.length > 0);
    if (open.length === 0) return this.#say('never', {});
    return open.map((days) => `${this.#daysOf(days)} ${this.#spansOf(days)}`).join(', ');
  }

  dayName(day: Weekday): string {
    // A Monday, and the days after it.
    const date = new Date(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day)));
    return new Intl.DateTimeFormat(this.#language.code(), { weekday: 'long', timeZone: 'UTC' }).format(date);
  }

  #daysOf({ first, last }: Days): string {
    const [from, to] = [this.dayName(first), this.dayName(last)];
    return first === last ? from : this.#say('days', { from, to });
  }

  #spansOf({ spans }: Days): string {
    const words = spans.map(({ from, to }) => this.#say('span', { from: plain(from), to: plain(to) }));
    return new Intl.ListFormat(this.#language.code()).format(words);
  }

  #say(key: string, params: Record<string, string>): string {
    return this.#transloco.translate(`bot.hours.words.${key}`, params, this.#language.code());
  }
}

/** "09:00" is said "9:00". */
function plain(time: string): string {
  return time.replace(/^0/, '');
}

import type { BotCondition, BotRule } from '#contract/bot';
import { isWithinHours, type BusinessHours } from '#contract/business-hours';
import { foldForSearch, plainWords } from '#contract/search-words';
import { captureBy } from './patterns.ts';
import type { Situation } from './situation.ts';

/** So much of what was written is looked at, in characters: regular expressions take time for each. */
const LOOKED_AT = 2_000;

/** A rule that fits, with what its regular expression has captured: `1`, `2`, … */
export interface FittingRule {
  rule: BotRule;
  captured: Readonly<Record<string, string>>;
}

/** The first rule in order that is enabled, fits and passes `isMeant`. */
export function findRule(
  { rules, hours }: { rules: readonly BotRule[]; hours: BusinessHours },
  situation: Situation,
  isMeant: (rule: BotRule) => boolean = () => true,
): FittingRule | undefined {
  const texts = situation.thought.map(({ text }) => text);
  const said = { texts, text: texts.join('\n').slice(-LOOKED_AT) };
  for (const rule of rules) {
    if (!rule.enabled || !isMeant(rule)) continue;
    const captured = fit(rule.when, said, hours, situation);
    if (captured) return { rule, captured };
  }
  return undefined;
}

type Captured = FittingRule['captured'];
const nothing: Captured = {};

/** What was captured, mostly nothing; undefined where it does not fit. */
function fit(
  when: BotCondition,
  { texts, text }: { texts: readonly string[]; text: string },
  hours: BusinessHours,
  { now, timeZone, isFirst }: Situation,
): Captured | undefined {
  switch (when.kind) {
    case 'keyword':
      return when.words.some((word) => hasWord(text, word)) ? nothing : undefined;
    case 'phrase': {
      const isSaid = when.whole
        ? texts.some((one) => isSame(one, when.phrase))
        : evenly(text).includes(evenly(when.phrase));
      return isSaid ? nothing : undefined;
    }
    case 'pattern':
      return captureBy(when.pattern, text);
    case 'first_message':
      return isFirst ? nothing : undefined;
    case 'outside_hours':
      return isWithinHours(hours, timeZone, now) ? undefined : nothing;
    case 'any':
      return nothing;
  }
}

/** Marks count where there is nothing else, such as in an emoji. */
function isSame(text: string, phrase: string): boolean {
  const wanted = plainWords(phrase);
  return wanted === '' ? evenly(text) === evenly(phrase) : plainWords(text) === wanted;
}

/** A word without a letter or digit, such as an emoji, may stand anywhere. */
function hasWord(text: string, word: string): boolean {
  const wanted = plainWords(word);
  return wanted === '' ? evenly(text).includes(evenly(word)) : ` ${plainWords(text)} `.includes(` ${wanted} `);
}

/** Without capitals and accents, with one space wherever there are some. */
function evenly(text: string): string {
  return foldForSearch(text).replace(/\s+/g, ' ').trim();
}

import type { BotPreview, BotRule } from '#contract/bot';

/** What became of a rule: it answered, it is off or unfinished, it does not fit, or another one before it had answered. */
export interface Fate {
  readonly place: number;
  readonly name: string;
  readonly what: 'answered' | 'off' | 'unfinished' | 'unfit' | 'unread';
  /** When it would have fitted. */
  readonly when: string;
}

/** What became of each rule; `tried` are those that the server was given. */
export function fatesOf(
  rules: readonly BotRule[],
  tried: readonly BotRule[],
  { ruleId, silence }: BotPreview,
  words: { nameOf(rule: BotRule): string; condition(when: BotRule['when']): string },
): Fate[] {
  const given = new Set(tried.map(({ id }) => id));
  const answered = rules.findIndex(({ id }) => id === ruleId);
  // Where the bot is silent whatever its rules, none is looked at.
  const read = silence === null ? answered : silence === 'no_rule' ? rules.length : -1;
  return rules.map((rule, index) => ({
    place: index + 1,
    name: words.nameOf(rule),
    when: words.condition(rule.when),
    what: fateOf(rule, index, given.has(rule.id), answered, read),
  }));
}

function fateOf(rule: BotRule, index: number, isGiven: boolean, answered: number, read: number): Fate['what'] {
  if (index === answered) return 'answered';
  if (!rule.enabled) return 'off';
  if (!isGiven) return 'unfinished';
  return index < read ? 'unfit' : 'unread';
}

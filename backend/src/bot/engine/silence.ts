import type { BotLimits, BotSilence } from '#contract/bot';
import { foldForSearch } from '#contract/search-words';
import type { Said, Situation } from './situation.ts';

const MINUTE_MS = 60_000;
/** Nobody answers so many times in a row within so short a time of what they are to read. */
const FAST_MS = 4_000;
const FAST_ANSWERS = 5;
/** Nor says the same so often in a row, answered each time. */
const SAME_ANSWERS = 4;

/** Why the bot must not answer here and now, whatever its rules; undefined where it may. */
export function whySilent(
  limits: BotLimits,
  situation: Situation,
): Exclude<BotSilence, 'off' | 'away' | 'no_rule'> | undefined {
  const { now, askedAt, teamAt, repliesToday } = situation;
  const age = (at: string | null | undefined) => (at == null ? undefined : now.getTime() - Date.parse(at));
  const isWithin = (at: string | null | undefined, milliseconds: number) => {
    const passed = age(at);
    return passed !== undefined && passed < milliseconds;
  };
  const asked = age(askedAt);
  if (asked !== undefined && asked > limits.oldestMinutes * MINUTE_MS) return 'old';
  if (isWithin(teamAt, limits.quietMinutes * MINUTE_MS)) return 'person';
  if (isLoop(situation)) return 'loop';
  if (repliesToday >= limits.repliesPerDay) return 'cap';
  const lastReply = situation.before.findLast(({ from }) => from === 'bot');
  return isWithin(lastReply?.at, limits.cooldownSeconds * 1_000) ? 'cooldown' : undefined;
}

/**
 * Whether it looks as if a machine were answering the bot: at once each time, or the same each time. What follows no word of
 * the bot is no answer to it: where somebody turns it on again it may begin anew.
 */
function isLoop({ before, thought }: Situation): boolean {
  if (before.at(-1)?.from !== 'bot') return false;
  const answers = answersToBot([...before, ...thought]);
  const fast = answers.slice(-FAST_ANSWERS);
  if (fast.length === FAST_ANSWERS && fast.every(({ after }) => after !== null && after < FAST_MS)) return true;
  const same = answers.slice(-SAME_ANSWERS);
  const [first] = same;
  return same.length === SAME_ANSWERS && first?.text !== '' && same.every(({ text }) => text === first?.text);
}

/** What the contact said right after the bot, and how many milliseconds after; since the team spoke last. */
function answersToBot(said: readonly Said[]): { text: string; after: number | null }[] {
  const answers: { text: string; after: number | null }[] = [];
  for (const [place, one] of said.entries()) {
    if (one.from === 'team') answers.length = 0;
    const asked = said[place - 1];
    if (one.from !== 'contact' || asked?.from !== 'bot') continue;
    const after = asked.at === null || one.at === null ? null : Date.parse(one.at) - Date.parse(asked.at);
    answers.push({ text: foldForSearch(one.text).trim(), after });
  }
  return answers;
}

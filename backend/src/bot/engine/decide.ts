import type { BotAction, BotLimits, BotReply, BotRule, BotSilence, ResponderSettings } from '#contract/bot';
import { wasWithinHours, type BusinessHours } from '#contract/business-hours';
import { textFor } from '#contract/campaign-rules';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import { findRule, type FittingRule } from './find-rule.ts';
import { whySilent } from './silence.ts';
import type { Situation } from './situation.ts';

const DAY_MS = 86_400_000;

/** What the bot goes by. */
export interface Rules {
  rules: readonly BotRule[];
  hours: BusinessHours;
  limits: BotLimits;
}

/** What is to be said, as the contact reads it, and done; `ruleId` is null where no rule has decided it. */
export interface Answer {
  ruleId: string | null;
  reply: BotReply | null;
  actions: readonly BotAction[];
}

/** `ask`: the responder is to answer, and the rules where it cannot. */
export type Decision = { silence: Exclude<BotSilence, 'off'> } | { answer: Answer } | { ask: true };

/** What a bot that is on does about what nobody has answered. Looks at nothing but what it is given. */
export function decide(
  bot: Rules,
  situation: Situation,
  responder?: Pick<ResponderSettings, 'enabled' | 'answers'>,
): Decision {
  const silence = whySilent(bot.limits, situation);
  if (silence) return { silence };
  const isAskable = responder?.enabled === true && situation.thought.some(({ text }) => text.trim() !== '');
  if (!isAskable) return decideByRules(bot, situation);
  if (responder.answers === 'everything') return { ask: true };
  const fitting = findRule(bot, situation, ({ when }) => when.kind !== 'any');
  return fitting ? decideBy(fitting, bot, situation) : { ask: true };
}

/** What the rules alone say, whatever the limits. */
export function decideByRules(bot: Rules, situation: Situation): { silence: 'away' | 'no_rule' } | { answer: Answer } {
  const fitting = findRule(bot, situation);
  return fitting ? decideBy(fitting, bot, situation) : { silence: 'no_rule' };
}

function decideBy(
  { rule, captured }: FittingRule,
  { hours }: Rules,
  situation: Situation,
): { silence: 'away' } | { answer: Answer } {
  const { id: ruleId, reply, actions } = rule;
  if (rule.when.kind === 'outside_hours' && isAwayTold(hours, situation)) return { silence: 'away' };
  return { answer: { ruleId, reply: reply && render(reply, { ...situation.variables, ...captured }), actions } };
}

/** That nobody is there is said once until somebody has been there, and over long holidays once a day. */
function isAwayTold(hours: BusinessHours, { awayAt, timeZone, now }: Situation): boolean {
  if (awayAt === null || now.getTime() - Date.parse(awayAt) >= DAY_MS) return false;
  return !wasWithinHours(hours, timeZone, new Date(awayAt), now);
}

/** Null where nothing is left to say. */
function render({ text: written, mediaId }: BotReply, variables: Readonly<Record<string, string>>): BotReply | null {
  const text = textFor(written, variables).trim().slice(0, MAX_TEXT_LENGTH['cloud-api']);
  if (mediaId !== undefined) return { text, mediaId };
  return text === '' ? null : { text };
}

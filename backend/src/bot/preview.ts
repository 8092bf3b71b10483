import type { BotPreview, BotPreviewRequest, ResponderSettings } from '#contract/bot';
import { readingTime, typingTime } from '#contract/bot-pace';
import { variableKey } from '#contract/campaign-rules';
import { dayIn } from '#contract/time-zones';
import { decide, decideByRules, type Said, type Situation } from './engine/index.ts';
import type { ResponderAnswer } from './responder/index.ts';

/** Neither sooner nor later than usual. */
const USUAL = 0.5;

const nothing = { by: null, ruleId: null, reply: null, actions: [], readingMs: 0, typingMs: 0 };

/** Asks the responder, which may be counted and refused. */
type Ask = (situation: Situation) => Promise<ResponderAnswer>;

/** What a bot would do in a conversation so far, with the engine that answers contacts. */
export async function previewBot(
  { bot, botEnabled, ...given }: BotPreviewRequest,
  { now, timeZone, responder }: { now: Date; timeZone: string; responder: ResponderSettings },
  ask: Ask,
): Promise<BotPreview> {
  if (!botEnabled) return { ...nothing, silence: 'off', responderFault: null };
  const situation = situationOf(given, now, timeZone);
  const first = decide(bot, situation, responder);
  const told = 'ask' in first ? await ask(situation) : undefined;
  const responderFault = told && 'fault' in told ? told.fault : null;
  const decision = 'ask' in first ? (told && 'answer' in told ? told : decideByRules(bot, situation)) : first;
  const read = situation.thought.reduce((characters, { text }) => characters + text.length, 0);
  const readingMs = readingTime(bot.humanizer, read, USUAL);
  if ('silence' in decision) return { ...nothing, silence: decision.silence, responderFault };
  const { ruleId, reply, actions } = decision.answer;
  const typingMs = reply ? typingTime(bot.humanizer, reply.text.length, USUAL) : 0;
  const by = ruleId === null ? 'responder' : 'rule';
  return { silence: null, by, ruleId, responderFault, reply, actions: [...actions], readingMs, typingMs };
}

function situationOf(
  { messages, since, awayAt, contact, at }: Omit<BotPreviewRequest, 'bot' | 'botEnabled'>,
  present: Date,
  timeZone: string,
): Situation {
  const now = at === undefined ? present : new Date(at);
  const said = messages.map(({ from, text, at: writtenAt }): Said => ({ from, text, at: writtenAt ?? null }));
  const begin = since ?? said.findLastIndex(({ from }) => from !== 'contact') + 1;
  const before = said.slice(0, begin);
  const today = dayIn(timeZone, now);
  const name = contact.name ?? '';
  const own = Object.entries(contact.variables ?? {}).map(([key, value]) => [variableKey(key), value] as const);
  return {
    now,
    timeZone,
    thought: said.slice(begin),
    askedAt: said.at(-1)?.at ?? null,
    before,
    isFirst: before.every(({ from }) => from !== 'contact'),
    teamAt: before.findLast(({ from }) => from === 'team')?.at ?? null,
    awayAt: awayAt ?? null,
    repliesToday: before.filter(
      (one) => one.from === 'bot' && one.at !== null && dayIn(timeZone, new Date(one.at)) === today,
    ).length,
    variables: { nombre: name, name, ...Object.fromEntries<string>(own) },
  };
}

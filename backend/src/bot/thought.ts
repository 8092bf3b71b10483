import type { BotSilence } from '#contract/bot';
import { typingTime } from '#contract/bot-pace';
import {
  drawOf,
  findSamePlan,
  forgetPlan,
  noteCap,
  noteFailedAsking,
  readResponder,
  readTalk,
  takeAsking,
  updatePlan,
  type PlanRow,
} from '../bot-plans/index.ts';
import { changeConversation } from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';
import { addBotLine, giveAnswer } from './answer.ts';
import { decide, decideByRules, whySilent, type Answer } from './engine/index.ts';
import type { ResponderAnswer } from './responder/index.ts';
import { readTalkOf, type BotLine, type Talk } from './talk.ts';

/**
 * The contact's messages have been read: decides, and asks the responder, begins to type, answers at once, or keeps silent. A
 * plan that is about another message by now is left alone. In one write, so that a crash leaves it as it was or as it becomes.
 */
export async function endReading(writing: Writing, plan: PlanRow, lines: readonly BotLine[]): Promise<void> {
  const { database } = writing;
  const same = await findSamePlan(database, plan);
  if (same?.stage !== 'reading') return;
  const talk = await readTalkOf(database, same, lines, writing.now);
  if (!talk) {
    await forgetPlan(database, plan.conversationId);
    return;
  }
  const { settings } = await readResponder(database, plan.clientCode);
  const decision = decide(talk.bot, talk.situation, settings);
  if ('silence' in decision) await keepSilent(writing, talk, decision.silence);
  else if ('answer' in decision) await beginTyping(writing, same, talk, decision.answer);
  else if (await takeAsking(writing, plan.clientCode, talk.day, settings.perDay)) {
    const { version: botVersion } = talk.bot;
    await updatePlan(writing, same, { stage: 'asking', dueAt: writing.now, botVersion, answer: null });
  } else await answerByRules(writing, same, talk);
}

/** The responder has answered, `took` milliseconds after it was asked, which the contact has seen as typing; or it has not. */
export async function endAsking(
  writing: Writing,
  plan: PlanRow,
  lines: readonly BotLine[],
  { told, took }: { told: ResponderAnswer; took: number },
): Promise<void> {
  const talk = await goOnWith(writing, plan, 'asking', lines);
  if (!talk) return;
  if ('answer' in told) {
    await beginTyping(writing, plan, talk, told.answer, took);
    return;
  }
  await noteFailedAsking(writing, plan.clientCode, talk.day);
  await answerByRules(writing, plan, talk);
}

/** The reply is typed: says it, if it is still wanted. */
export async function endTyping(
  writing: Writing,
  plan: PlanRow,
  lines: readonly BotLine[],
  copyId: string | undefined,
): Promise<void> {
  const talk = await goOnWith(writing, plan, 'typing', lines);
  if (!talk || plan.answer === null) return;
  const answer = JSON.parse(plan.answer) as Answer;
  await giveAnswer(writing, talk, { messageId: plan.messageId, answer, copyId });
  await forgetPlan(writing.database, plan.conversationId);
}

/**
 * Where a plan is about as it was when it got to this stage; undefined where nothing is to be said any more, or rules that have
 * changed meanwhile are to decide anew, which is then noted.
 */
async function goOnWith(
  writing: Writing,
  plan: PlanRow,
  stage: PlanRow['stage'],
  lines: readonly BotLine[],
): Promise<Talk | undefined> {
  const same = await findSamePlan(writing.database, plan);
  if (same?.stage !== stage) return undefined;
  const talk = await readTalkOf(writing.database, same, lines, writing.now);
  if (!talk) {
    await forgetPlan(writing.database, plan.conversationId);
    return undefined;
  }
  if (talk.bot.version !== same.botVersion) {
    await updatePlan(writing, same, { stage: 'reading', dueAt: writing.now, botVersion: null, answer: null });
    return undefined;
  }
  const silence = whySilent(talk.bot.limits, talk.situation);
  if (silence) await keepSilent(writing, talk, silence);
  return silence ? undefined : talk;
}

async function answerByRules(writing: Writing, plan: PlanRow, talk: Talk): Promise<void> {
  const decision = decideByRules(talk.bot, talk.situation);
  if ('answer' in decision) await beginTyping(writing, plan, talk, decision.answer);
  else await keepSilent(writing, talk, decision.silence);
}

/** `typed` is how long the contact has seen it typing already, in milliseconds. */
async function beginTyping(writing: Writing, plan: PlanRow, talk: Talk, answer: Answer, typed = 0): Promise<void> {
  const { humanizer, version } = talk.bot;
  const characters = answer.reply?.text.length ?? 0;
  const typing = answer.reply ? typingTime(humanizer, characters, drawOf(`typing ${plan.messageId}`)) : 0;
  const left = Math.max(0, typing - typed);
  if (left === 0 && answer.reply?.mediaId === undefined) {
    await giveAnswer(writing, talk, { messageId: plan.messageId, answer });
    await forgetPlan(writing.database, plan.conversationId);
    return;
  }
  const dueAt = new Date(Date.parse(writing.now) + left).toISOString();
  await updatePlan(writing, plan, { stage: 'typing', dueAt, botVersion: version, answer: JSON.stringify(answer) });
}

/** Where the team would not expect the silence, the conversation says why. */
async function keepSilent(writing: Writing, { conversation, day }: Talk, why: BotSilence): Promise<void> {
  await forgetPlan(writing.database, conversation.id);
  if (why === 'loop') {
    await changeConversation(writing, conversation, { botEnabled: false }, { userId: null, nameOf: () => '' });
    await addBotLine(writing, conversation, 'bot_loop');
  } else if (why === 'cap' && !(await readTalk(writing.database, conversation.id, day)).isCapTold) {
    await noteCap(writing, conversation.id, day);
    await addBotLine(writing, conversation, 'bot_cap');
  }
}

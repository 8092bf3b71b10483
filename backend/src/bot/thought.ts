import type { BotSilence } from '#contract/bot';
import { typingTime } from '#contract/bot-pace';
import { drawOf, findSamePlan, forgetPlan, noteCap, readTalk, updatePlan, type PlanRow } from '../bot-plans/index.ts';
import { changeConversation } from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';
import { addBotLine, giveAnswer } from './answer.ts';
import { decide, whySilent, type Answer } from './engine/index.ts';
import { readTalkOf, type BotLine, type Talk } from './talk.ts';

/**
 * The contact's messages have been read: decides, and begins to type, answers at once, or keeps silent. A plan that is about
 * another message by now is left alone. In one write, so that a crash leaves it as it was or as it becomes.
 */
export async function endReading(writing: Writing, plan: PlanRow, lines: readonly BotLine[]): Promise<void> {
  const same = await findSamePlan(writing.database, plan);
  if (same?.stage !== 'reading') return;
  const talk = await readTalkOf(writing.database, same, lines, writing.now);
  const decision = talk && decide(talk.bot, talk.situation);
  if (!decision) await forgetPlan(writing.database, plan.conversationId);
  else if ('silence' in decision) await keepSilent(writing, talk, decision.silence);
  else await beginTyping(writing, same, talk, decision.answer);
}

async function beginTyping(writing: Writing, plan: PlanRow, talk: Talk, answer: Answer): Promise<void> {
  const { humanizer, version } = talk.bot;
  const characters = answer.reply?.text.length ?? 0;
  const typing = answer.reply ? typingTime(humanizer, characters, drawOf(`typing ${plan.messageId}`)) : 0;
  if (typing === 0 && answer.reply?.mediaId === undefined) {
    await giveAnswer(writing, talk, { messageId: plan.messageId, answer });
    await forgetPlan(writing.database, plan.conversationId);
    return;
  }
  const dueAt = new Date(Date.parse(writing.now) + typing).toISOString();
  await updatePlan(writing, plan, { stage: 'typing', dueAt, botVersion: version, answer: JSON.stringify(answer) });
}

/** The reply is typed: says it, if it is still wanted. Rules that have changed meanwhile decide anew. */
export async function endTyping(
  writing: Writing,
  plan: PlanRow,
  lines: readonly BotLine[],
  copyId: string | undefined,
): Promise<void> {
  const same = await findSamePlan(writing.database, plan);
  if (same?.stage !== 'typing' || same.answer === null) return;
  const talk = await readTalkOf(writing.database, same, lines, writing.now);
  if (talk && talk.bot.version !== same.botVersion) {
    await updatePlan(writing, same, { stage: 'reading', dueAt: writing.now, botVersion: null, answer: null });
    return;
  }
  const silence = talk && whySilent(talk.bot.limits, talk.situation);
  if (silence) {
    await keepSilent(writing, talk, silence);
    return;
  }
  if (talk) {
    const answer = JSON.parse(same.answer) as Answer;
    await giveAnswer(writing, talk, { messageId: same.messageId, answer, copyId });
  }
  await forgetPlan(writing.database, plan.conversationId);
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

import { randomUUIDv7 } from 'node:crypto';
import type { BotAction } from '#contract/bot';
import { MOST_LABELS } from '#contract/contact-limits';
import type { SystemLine } from '#contract/messages';
import { findUser } from '../accounts/index.ts';
import { noteAway, noteReply } from '../bot-plans/index.ts';
import {
  addBotMessage,
  addTeamLine,
  changeContact,
  changeConversation,
  findByClientMessageId,
  findContact,
  findConversation,
  labelsOf,
  type ConversationRow,
} from '../conversations/index.ts';
import { findMedia, insertCopy, typeOfFile } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import type { Answer } from './engine/index.ts';
import type { Talk } from './talk.ts';

/**
 * Says and does what was decided, once for each message that is answered: `messageId`. `copyId` is the file of the reply under
 * an id of its own; a file that is gone leaves the text.
 */
export async function giveAnswer(
  writing: Writing,
  talk: Talk,
  { messageId, answer, copyId }: { messageId: string; answer: Answer; copyId?: string | undefined },
): Promise<void> {
  const { conversation, contact, day } = talk;
  const clientMessageId = `bot-${messageId}`;
  if (await findByClientMessageId(writing.database, conversation.clientCode, clientMessageId)) return;
  const content = answer.reply && (await contentOf(writing, conversation.clientCode, answer.reply, copyId));
  if (content) {
    await addBotMessage(writing, contact, conversation, { ...content, clientMessageId });
    await noteReply(writing, conversation.id, day);
    const rule = talk.bot.rules.find(({ id }) => id === answer.ruleId);
    if (rule?.when.kind === 'outside_hours') await noteAway(writing, conversation.id, day);
  }
  await act(writing, talk, answer.actions);
}

async function contentOf(
  writing: Writing,
  clientCode: string,
  { text, mediaId }: NonNullable<Answer['reply']>,
  copyId: string | undefined,
): Promise<Pick<Parameters<typeof addBotMessage>[3], 'id' | 'type' | 'text' | 'mediaId'> | null> {
  const file =
    copyId === undefined || mediaId === undefined ? undefined : await findMedia(writing.database, clientCode, mediaId);
  if (!file || copyId === undefined) return text === '' ? null : { type: 'text', text };
  const id = randomUUIDv7();
  await insertCopy(writing, clientCode, file.id, { id: copyId, messageId: id });
  return { id, type: typeOfFile(file), text: text === '' ? null : text, mediaId: copyId };
}

/** What a rule names and is no longer there, such as a label, is left out. */
async function act(writing: Writing, { conversation, contact }: Talk, actions: readonly BotAction[]): Promise<void> {
  const { database } = writing;
  const { id, clientCode } = conversation;
  const isHandedOver = actions.some(({ kind }) => kind === 'hand_over');
  const labels = actions.flatMap((action) => (action.kind === 'label' ? [action.labelId] : []));
  const assigned = actions.findLast((action) => action.kind === 'assign');
  const user = assigned && (await findUser(database, clientCode, assigned.userId));
  const change = {
    ...(labels.length > 0 && {
      labels: [...new Set([...(await labelsOf(database, id)), ...labels])].slice(0, MOST_LABELS),
    }),
    ...(user?.active === 1 && { assignedTo: user.id }),
    ...(isHandedOver && { botEnabled: false }),
  };
  if (Object.keys(change).length > 0) {
    const row = await present(writing, conversation);
    await changeConversation(writing, row, change, { userId: null, nameOf: () => user?.name ?? '' });
  }
  const stage = actions.findLast((action) => action.kind === 'stage')?.stage;
  if (stage !== undefined) await changeStage(writing, { clientCode, contactId: contact.id, stage });
  for (const action of actions) if (action.kind === 'note') await addNote(writing, conversation, action.text);
  if (isHandedOver) await addBotLine(writing, conversation, 'bot_handed_over');
}

async function changeStage(
  writing: Writing,
  { clientCode, contactId, stage }: { clientCode: string; contactId: string; stage: string },
): Promise<void> {
  const contact = await findContact(writing.database, clientCode, contactId);
  const { stages } = await readClientSettings(writing.database, clientCode);
  if (contact && stages.some(({ id }) => id === stage)) await changeContact(writing, contact, { stage });
}

async function addNote(writing: Writing, conversation: ConversationRow, text: string): Promise<void> {
  const row = await present(writing, conversation);
  await addTeamLine(writing, row, row, { type: 'note', text, userId: null, author: 'bot' });
}

/** Says in the conversation, to the team alone, what the bot does from now on. */
export async function addBotLine(
  writing: Writing,
  conversation: ConversationRow,
  code: SystemLine['code'],
): Promise<void> {
  const row = await present(writing, conversation);
  await addTeamLine(writing, row, row, { type: 'system', system: { code, params: {} }, userId: null, author: 'bot' });
}

/** The conversation as this write has left it so far. */
async function present({ database }: Writing, { clientCode, id }: ConversationRow): Promise<ConversationRow> {
  const row = await findConversation(database, clientCode, id);
  if (!row) throw new Error(`Conversation ${id} is gone.`);
  return row;
}

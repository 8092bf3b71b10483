import { randomUUIDv7 } from 'node:crypto';
import type { Conversation } from '#contract/conversations';
import type { Message, SystemLine } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { presentConversation, saveConversation, type ConversationRow } from './conversation-store.ts';
import { writeDetails } from './message-details.ts';
import { insertMessage, placeIn, type MessageRow } from './message-store.ts';
import { presentNewMessage } from './present-messages.ts';

/** What only the team sees in a conversation: a note somebody wrote, or what was decided about it or has come about. */
export type TeamLine = { userId: string | null; clientMessageId?: string; author?: 'bot' } & (
  { type: 'note'; text: string } | { type: 'system'; system: SystemLine }
);

/**
 * Adds a line of the team's own to a conversation that becomes `after`, with one `message:new`. It is no message to anybody:
 * it makes nothing unread or read, does not reopen the conversation, does not move it up, and counts nowhere.
 */
export async function addTeamLine(
  writing: Writing,
  before: ConversationRow,
  after: ConversationRow,
  line: TeamLine,
): Promise<{ row: ConversationRow; conversation: Conversation; message: Message }> {
  let changed = after;
  const told = await writing.event(after.clientCode, 'message:new', async (seq) => {
    const row = rowOf(writing, after, line, seq);
    changed = { ...after, version: seq };
    await saveConversation(writing, before, changed);
    await insertMessage(writing, row);
    return {
      contactId: after.contactId,
      message: await presentNewMessage(writing.database, { ...row, participant: null }),
      conversation: await presentConversation(writing.database, changed),
    };
  });
  return { row: changed, conversation: told.conversation, message: told.message };
}

function rowOf({ now }: Writing, conversation: ConversationRow, line: TeamLine, seq: number): MessageRow {
  const id = randomUUIDv7();
  return {
    id,
    ...placeIn(conversation, seq),
    // WhatsApp never hears of it; the column wants something that nothing else has.
    whatsappId: `${line.type}:${id}`,
    fromMe: 1,
    participantId: null,
    participantKey: '',
    clientMessageId: line.clientMessageId ?? null,
    author: line.author ?? 'user',
    userId: line.userId,
    type: line.type,
    text: line.type === 'note' ? line.text : null,
    content: null,
    replyToId: null,
    mediaId: null,
    details: line.type === 'system' ? writeDetails({ system: line.system }) : null,
    status: 'received',
    error: null,
    answeredAfter: null,
    sentAt: now,
    createdAt: now,
  };
}

import type { MessageStatus } from '#contract/messages';
import type { Reading, Writing } from '../storage/index.ts';
import { saveAndTell } from './change-conversation.ts';
import { findContact } from './contact-store.ts';
import { findConversation, type ConversationRow } from './conversation-store.ts';
import type { MessageRow } from './message-store.ts';
import { changeReply, saidAt, secondsBetween, selectQuestions } from './waiting.ts';

/**
 * An answer that failed is none: the next one that did not is the first reply, and where there is no other the contact waits
 * as if it had not been written. Sent again, it is what it was. `answer` is as it was before this status.
 */
export async function renewWait(writing: Writing, answer: MessageRow, status: MessageStatus): Promise<void> {
  const { database } = writing;
  const isFailed = status === 'failed';
  if (answer.author !== 'user' || answer.type === 'reaction' || (answer.status === 'failed') === isFailed) return;
  const conversation = await findConversation(database, answer.clientCode, answer.conversationId);
  const contact = conversation && (await findContact(database, conversation.clientCode, conversation.contactId));
  // Nobody waits in a group.
  if (!conversation || contact?.kind !== 'person') return;
  const ends = (side: '<' | '>') => selectEnds(database, conversation, answer, side);
  const before = await ends('<').orderBy('position', 'desc').executeTakeFirst();
  const asked = await selectQuestions(database, conversation, before?.position ?? 0)
    .where('position', '<', answer.position)
    .executeTakeFirst();
  if (!asked) return;

  const next = await ends('>').orderBy('position').executeTakeFirst();
  const askedNext = await selectQuestions(database, conversation, answer.position)
    .where('position', '<', next?.position ?? Number.MAX_SAFE_INTEGER)
    .executeTakeFirst();
  const waits = isFailed ? asked : askedNext;
  await changeReply(database, { ...answer, status }, isFailed ? null : waited(asked, answer));
  if (next === undefined) await waitSince(writing, conversation, waits ? saidAt(waits) : null);
  else if (next.type !== 'system') await changeReply(database, next, waits ? waited(waits, next) : null);
}

/** What else ends a wait, on one side of a message: an answer that has not failed, or closing the conversation. */
function selectEnds(
  database: Reading,
  { clientCode, id }: ConversationRow,
  { position }: Pick<MessageRow, 'position'>,
  side: '<' | '>',
) {
  return database
    .selectFrom('messages')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('conversationId', '=', id)
    .where('position', side, position)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('author', 'in', ['user', 'phone']),
          eb('status', '!=', 'failed'),
          eb('type', 'not in', ['note', 'system', 'reaction']),
        ]),
        eb.and([eb('type', '=', 'system'), eb('details', 'like', '%"code":"closed"%')]),
      ]),
    )
    .limit(1);
}

type Times = Pick<MessageRow, 'sentAt' | 'createdAt'>;
const waited = (question: Times, answer: Times) => secondsBetween(saidAt(question), saidAt(answer));

async function waitSince(writing: Writing, conversation: ConversationRow, since: string | null): Promise<void> {
  const waitingSince = conversation.status === 'closed' ? null : since;
  if (waitingSince !== conversation.waitingSince)
    await saveAndTell(writing, conversation, { ...conversation, waitingSince });
}

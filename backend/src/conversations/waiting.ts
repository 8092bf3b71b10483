import type { Kysely } from 'kysely';
import { countMessage } from '../dashboard/index.ts';
import type { Reading, Tables } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import type { ConversationRow } from './conversation-store.ts';
import type { MessageRow } from './message-store.ts';

/** What a message does to the wait of the contact, and of a first reply how long that wait was, in seconds. */
export type Wait = Pick<ConversationRow, 'waitingSince'> & Pick<MessageRow, 'answeredAfter'>;

/**
 * The wait after a new message. Whoever wrote first without an answer waits until somebody of the team writes, here or on the
 * phone; what the bot or a campaign says ends nothing, and nobody waits in a group. Times are WhatsApp's own, so that what
 * comes late after an outage has waited since it was written; one that lies ahead of our clock is now. An answer from before the
 * question ends nothing.
 */
export function waitAfter(
  { waitingSince }: Pick<ConversationRow, 'waitingSince'>,
  { kind }: Pick<ContactRow, 'kind'>,
  { author, sentAt }: Pick<MessageRow, 'author' | 'sentAt'>,
  now: string,
): Wait {
  if (kind === 'group') return { waitingSince: null, answeredAfter: null };
  const at = sentAt < now ? sentAt : now;
  if (author === 'contact') return { waitingSince: waitingSince ?? at, answeredAfter: null };
  const isAnswer = author === 'user' || author === 'phone';
  if (waitingSince === null || !isAnswer || isClearlyBefore(at, waitingSince))
    return { waitingSince, answeredAfter: null };
  return { waitingSince: null, answeredAfter: secondsBetween(waitingSince, at) };
}

/** Whole seconds, 0 where the second is before the first. */
export function secondsBetween(one: string, other: string): number {
  return Math.max(0, Math.round((Date.parse(other) - Date.parse(one)) / 1_000));
}

/**
 * Whether somebody of the team has answered since `at`, ISO 8601: a question that WhatsApp brings late, or that could only be
 * read at a second try, may come after its answer.
 */
export async function isAnsweredSince(database: Reading, conversation: ConversationRow, at: string): Promise<boolean> {
  const answer = await findLastAnswer(database, conversation);
  return answer !== undefined && isClearlyBefore(at, answer.sentAt);
}

/** What the contact and the team have said to each other. */
export function selectSaid(database: Reading, { id, clientCode }: ConversationRow) {
  return database
    .selectFrom('messages')
    .where('clientCode', '=', clientCode)
    .where('conversationId', '=', id)
    .where('type', 'not in', ['note', 'system', 'reaction']);
}

/** The team's last message to the contact, here or on the phone; one that failed answers nothing. */
export function findLastAnswer(database: Reading, conversation: ConversationRow) {
  return selectSaid(database, conversation)
    .select(['position', 'sentAt'])
    .where('author', 'in', ['user', 'phone'])
    .where('status', '!=', 'failed')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** WhatsApp's times are whole seconds: within one, nobody knows which came first. */
function isClearlyBefore(one: string, other: string): boolean {
  return Date.parse(other) - Date.parse(one) >= 1_000;
}

/**
 * Since when the person waits of whom two conversations have become one, all messages in `into`: what they asked in one may
 * have been answered in the other.
 */
export async function waitingOnceMerged(
  database: Kysely<Tables>,
  from: ConversationRow,
  into: ConversationRow,
): Promise<string | null> {
  const [since] = [from.waitingSince, into.waitingSince].filter((wait) => wait !== null).sort();
  if (since === undefined) return null;
  const answer = await findLastAnswer(database, into);
  const unanswered = await selectQuestions(database, into, answer?.position ?? 0)
    .where((eb) => eb.and([eb('sentAt', '>=', since), eb('createdAt', '>=', since)]))
    .executeTakeFirst();
  return unanswered ? saidAt(unanswered) : null;
}

/** What the contact has said after this place, in order. */
export function selectQuestions(database: Reading, conversation: ConversationRow, after: number) {
  return selectSaid(database, conversation)
    .select(['sentAt', 'createdAt'])
    .where('fromMe', '=', 0)
    .where('position', '>', after)
    .orderBy('position')
    .limit(1);
}

/** WhatsApp's time of a message; one that lies ahead of our clock is when it came. */
export function saidAt({ sentAt, createdAt }: Pick<MessageRow, 'sentAt' | 'createdAt'>): string {
  return sentAt < createdAt ? sentAt : createdAt;
}

/** A first reply that is there twice goes once: what it ended counts for the one that stays, which ended nothing itself. */
export async function takeOverReply(
  database: Kysely<Tables>,
  kept: MessageRow,
  answeredAfter: number | null,
): Promise<void> {
  if (kept.answeredAfter !== null || answeredAfter === null) return;
  await changeReply(database, kept, answeredAfter);
}

/** How long the wait was that this message ended, null for none, counted as that. `message` is its row as it is now. */
export async function changeReply(
  database: Kysely<Tables>,
  message: MessageRow,
  answeredAfter: number | null,
): Promise<void> {
  await database
    .updateTable('messages')
    .set({ answeredAfter })
    .where('clientCode', '=', message.clientCode)
    .where('id', '=', message.id)
    .execute();
  await countMessage(database, message, { ...message, answeredAfter });
}

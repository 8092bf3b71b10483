import type { Message } from '#contract/messages';
import type { Reading } from '../storage/index.ts';
import { signedMessages, type SignedMessage } from './message-store.ts';
import { presentMessages } from './present-messages.ts';

/** Which messages: before a position, after one, or the newest. */
export interface MessagePageQuery {
  clientCode: string;
  conversationId: string;
  limit: number;
  before?: number;
  after?: number;
}

/** Cursors are positions as text; null where the conversation ends. */
export interface ReadPage {
  items: Message[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** A page of a conversation, oldest first. */
export async function readMessages(database: Reading, query: MessagePageQuery): Promise<ReadPage> {
  const { limit, before, after } = query;
  if (after !== undefined) {
    const rows = await newer(database, query, after, limit + 1);
    return present(database, query, rows.slice(0, limit), { older: true, newer: rows.length > limit });
  }
  const rows = await older(database, query, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
  const page = rows.slice(0, limit).reverse();
  return present(database, query, page, { older: rows.length > limit, newer: before !== undefined });
}

/** A page with one message about in its middle; undefined where the conversation has no such message. */
export async function readMessagesAround(
  database: Reading,
  query: Pick<MessagePageQuery, 'clientCode' | 'conversationId' | 'limit'>,
  messageId: string,
): Promise<ReadPage | undefined> {
  const target = await messagesOf(database, query).where('messages.id', '=', messageId).executeTakeFirst();
  if (!target) return undefined;
  const half = Math.max(1, Math.floor(query.limit / 2));
  const above = await older(database, query, target.position, half + 1);
  const below = await newer(database, query, target.position, half + 1);
  const page = [...above.slice(0, half).reverse(), target, ...below.slice(0, half)];
  return present(database, query, page, { older: above.length > half, newer: below.length > half });
}

type OneConversation = Pick<MessagePageQuery, 'clientCode' | 'conversationId'>;

function older(database: Reading, query: OneConversation, position: number, limit: number): Promise<SignedMessage[]> {
  return messagesOf(database, query)
    .where('messages.position', '<', position)
    .orderBy('messages.position', 'desc')
    .limit(limit)
    .execute();
}

function newer(database: Reading, query: OneConversation, position: number, limit: number): Promise<SignedMessage[]> {
  return messagesOf(database, query)
    .where('messages.position', '>', position)
    .orderBy('messages.position')
    .limit(limit)
    .execute();
}

/** Reactions change the message they are about, and are no rows of a page. */
function messagesOf(database: Reading, { clientCode, conversationId }: OneConversation) {
  return signedMessages(database, clientCode)
    .where('messages.conversationId', '=', conversationId)
    .where('messages.type', '!=', 'reaction');
}

async function present(
  database: Reading,
  { clientCode }: OneConversation,
  page: readonly SignedMessage[],
  more: { older: boolean; newer: boolean },
): Promise<ReadPage> {
  const [first, last] = [page[0], page.at(-1)];
  return {
    items: await presentMessages(database, clientCode, page),
    nextCursor: more.older && first ? String(first.position) : null,
    previousCursor: more.newer && last ? String(last.position) : null,
  };
}

import { searchWords } from '#contract/search-words';
import type { Message } from '#contract/messages';
import type { Conversation } from '#contract/conversations';
import type { Reading } from '../storage/index.ts';
import { findConversations } from './conversation-store.ts';
import { signedMessages } from './message-store.ts';
import { clientWord, conversationWord, matches } from './message-index.ts';
import { presentMessages } from './present-messages.ts';

export interface MessageSearch {
  clientCode: string;
  q: string;
  conversationId?: string;
  limit: number;
  /** Where the page before ended. */
  before?: number;
}

/** Messages in which every word of `q` begins a word, newest first; nothing where `q` has no letter and no digit. */
export async function searchMessages(
  database: Reading,
  { clientCode, q, conversationId, limit, before }: MessageSearch,
): Promise<{ items: Message[]; conversations: Conversation[]; next: number | null }> {
  const words = searchWords(q).map((word) => `"${word}"*`);
  if (words.length === 0) return { items: [], conversations: [], next: null };
  const scope = [clientWord(clientCode), ...(conversationId === undefined ? [] : [conversationWord(conversationId)])];
  const hits = await database
    .selectFrom('messageSearch')
    .select(['rowid', 'messageId'])
    .where(matches(`scope : (${scope.join(' AND ')}) AND text : (${words.join(' AND ')})`))
    .$if(before !== undefined, (rows) => rows.where('rowid', '<', before ?? 0))
    .orderBy('rowid', 'desc')
    .limit(limit + 1)
    .execute();
  const page = hits.slice(0, limit);
  const ids = page.map(({ messageId }) => messageId);
  const rows = await signedMessages(database, clientCode)
    // Of a contact whose data are being deleted some may still be here.
    .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
    .where('conversations.clientCode', '=', clientCode)
    .where('messages.id', 'in', ['', ...ids])
    .execute();
  rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const conversationIds = [...new Set(rows.map((row) => row.conversationId))];
  return {
    items: await presentMessages(database, clientCode, rows),
    conversations: await findConversations(database, clientCode, conversationIds),
    next: hits.length > limit ? (page.at(-1)?.rowid ?? null) : null,
  };
}

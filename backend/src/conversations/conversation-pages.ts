import { nameWords } from '#contract/search-words';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Conversation, ConversationFilter } from '#contract/conversations';
import type { Reading } from '../storage/index.ts';
import { presentAll } from './conversation-store.ts';

export interface ConversationsQuery {
  clientCode: string;
  userId: string;
  limit: number;
  filter: ConversationFilter;
  contact?: string;
  label?: string;
  session?: string;
  /** Only those with something unread. */
  unread?: boolean;
  /** Whose they are. */
  agent?: string;
  /** Only those whose contact waits, and began to after `after` (if given) and at `until` at the latest, ISO 8601. */
  waiting?: { after: string | undefined; until: string };
  q?: string;
  /** Where the page before ended. */
  after?: { updatedAt: string; id: string };
}

/** A page, newest first, with contact and last message. */
export async function readConversations(
  database: Reading,
  query: ConversationsQuery,
): Promise<{ items: Conversation[]; next: ConversationsQuery['after'] | null }> {
  const { after, contact, label, session, agent, waiting } = query;
  const rows = await database
    .selectFrom('conversations')
    .innerJoin('contacts', 'contacts.id', 'conversations.contactId')
    .selectAll('conversations')
    .where('conversations.clientCode', '=', query.clientCode)
    .$if(contact === undefined || query.filter !== 'all', (rows) =>
      rows.where('conversations.status', '=', query.filter === 'closed' ? 'closed' : 'open'),
    )
    .$if(contact !== undefined, (rows) => rows.where('conversations.contactId', '=', contact ?? ''))
    .$if(query.filter === 'mine', (rows) => rows.where('conversations.assignedTo', '=', query.userId))
    .$if(query.filter === 'unassigned', (rows) => rows.where('conversations.assignedTo', 'is', null))
    .$if(session !== undefined, (rows) => rows.where('conversations.sessionId', '=', session ?? ''))
    .$if(query.unread === true, (rows) => rows.where('conversations.unread', '>', 0))
    .$if(agent !== undefined, (rows) => rows.where('conversations.assignedTo', '=', agent ?? ''))
    .$if(waiting !== undefined, (rows) => rows.where('conversations.waitingSince', '<=', waiting?.until ?? ''))
    .$if(waiting?.after !== undefined, (rows) => rows.where('conversations.waitingSince', '>', waiting?.after ?? ''))
    .$if(label !== undefined, (rows) =>
      rows.where((eb) =>
        eb.exists(
          eb
            .selectFrom('conversationLabels')
            .select('labelId')
            .whereRef('conversationLabels.conversationId', '=', 'conversations.id')
            .where('labelId', '=', label ?? ''),
        ),
      ),
    )
    .where((eb) => eb.and(nameWords(query.q ?? '').map(contains)))
    .$if(after !== undefined, (rows) =>
      rows.where((eb) =>
        eb(
          eb.refTuple('conversations.updatedAt', 'conversations.id'),
          '<',
          eb.tuple(after?.updatedAt ?? '', after?.id ?? ''),
        ),
      ),
    )
    .orderBy('conversations.updatedAt', 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await presentAll(database, query.clientCode, page),
    next: rows.length > query.limit && last ? { updatedAt: last.updatedAt, id: last.id } : null,
  };
}

/** "%" and "_" are wildcards of LIKE; a search means them as they stand. */
export function contains(word: string): RawBuilder<SqlBool> {
  const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`"contacts"."searchText" like ${pattern} escape '\\'`;
}

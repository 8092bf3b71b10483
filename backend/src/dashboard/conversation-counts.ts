import type { Kysely, Selectable } from 'kysely';
import type { ConversationsTable, Reading, Tables } from '../storage/index.ts';

/** What of a conversation decides as what it counts. */
export type CountedConversation = Pick<
  Selectable<ConversationsTable>,
  'clientCode' | 'status' | 'assignedTo' | 'unread'
>;

interface Counts {
  openConversations: number;
  unassigned: number;
  unread: number;
}

const nothing: Readonly<Counts> = { openConversations: 0, unassigned: 0, unread: 0 };

/**
 * Keeps the counters in step with one conversation, in the write that changes it. `before` is undefined for a conversation
 * that is new, `after` for one that is removed. One statement, or none where nothing changes.
 */
export async function countConversation(
  database: Kysely<Tables>,
  before: CountedConversation | undefined,
  after: CountedConversation | undefined,
): Promise<void> {
  const [was, is] = [countsOf(before), countsOf(after)];
  const clientCode = (after ?? before)?.clientCode;
  const change = {
    openConversations: is.openConversations - was.openConversations,
    unassigned: is.unassigned - was.unassigned,
    unread: is.unread - was.unread,
  };
  if (clientCode === undefined || Object.values(change).every((difference) => difference === 0)) return;
  await database
    .insertInto('conversationCounts')
    .values({ clientCode, ...change })
    .onConflict((conflict) =>
      conflict.column('clientCode').doUpdateSet((eb) => ({
        openConversations: eb('conversationCounts.openConversations', '+', change.openConversations),
        unassigned: eb('conversationCounts.unassigned', '+', change.unassigned),
        unread: eb('conversationCounts.unread', '+', change.unread),
      })),
    )
    .execute();
}

function countsOf(conversation: CountedConversation | undefined): Readonly<Counts> {
  if (conversation?.status !== 'open') return nothing;
  return {
    openConversations: 1,
    unassigned: conversation.assignedTo === null ? 1 : 0,
    unread: conversation.unread > 0 ? 1 : 0,
  };
}

/** The conversations of a client as they are now. */
export async function readConversationCounts(database: Reading, clientCode: string): Promise<Counts> {
  const row = await database
    .selectFrom('conversationCounts')
    .select(['openConversations', 'unassigned', 'unread'])
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  return row ?? { ...nothing };
}

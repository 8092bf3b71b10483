import type { Kysely, Selectable } from 'kysely';
import type { Stats } from '#contract/stats';
import type { ConversationsTable, Reading, Tables } from '../storage/index.ts';

/** What of a conversation decides as what it counts. */
export type CountedConversation = Pick<
  Selectable<ConversationsTable>,
  'clientCode' | 'status' | 'assignedTo' | 'unread'
>;

const counters = ['openConversations', 'unassigned', 'unread', 'closedConversations'] as const;
type Counts = Record<(typeof counters)[number], number>;

const nothing: Readonly<Counts> = { openConversations: 0, unassigned: 0, unread: 0, closedConversations: 0 };

/**
 * Keeps the counters in step with one conversation, in the write that changes it. `before` is undefined for a conversation
 * that is new, `after` for one that is removed. One statement for the client and one for each agent it concerns, or none
 * where nothing changes.
 */
export async function countConversation(
  database: Kysely<Tables>,
  before: CountedConversation | undefined,
  after: CountedConversation | undefined,
): Promise<void> {
  const clientCode = (after ?? before)?.clientCode;
  if (clientCode === undefined) return;
  const [was, is] = [countsOf(before), countsOf(after)];
  const changed = counters.filter((counter) => is[counter] !== was[counter]);
  if (changed.length > 0) {
    const change = Object.fromEntries(changed.map((counter) => [counter, is[counter] - was[counter]]));
    await database
      .insertInto('conversationCounts')
      .values({ clientCode, ...change })
      .onConflict((conflict) =>
        conflict
          .column('clientCode')
          .doUpdateSet((eb) =>
            Object.fromEntries(
              changed.map((counter) => [counter, eb(`conversationCounts.${counter}`, '+', change[counter] ?? 0)]),
            ),
          ),
      )
      .execute();
  }
  await countForAgents(database, clientCode, before, after);
}

async function countForAgents(
  database: Kysely<Tables>,
  clientCode: string,
  before: CountedConversation | undefined,
  after: CountedConversation | undefined,
): Promise<void> {
  const agents = new Set([before?.assignedTo, after?.assignedTo].filter((userId) => typeof userId === 'string'));
  for (const userId of agents) {
    const [was, is] = [agentCounts(before, userId), agentCounts(after, userId)];
    const change = { open: is.open - was.open, unread: is.unread - was.unread };
    if (change.open === 0 && change.unread === 0) continue;
    await database
      .insertInto('agentCounts')
      .values({ clientCode, userId, ...change })
      .onConflict((conflict) =>
        conflict.columns(['clientCode', 'userId']).doUpdateSet((eb) => ({
          open: eb('agentCounts.open', '+', change.open),
          unread: eb('agentCounts.unread', '+', change.unread),
        })),
      )
      .execute();
  }
}

function countsOf(conversation: CountedConversation | undefined): Readonly<Counts> {
  if (!conversation) return nothing;
  if (conversation.status === 'closed') return { ...nothing, closedConversations: 1 };
  return {
    ...nothing,
    openConversations: 1,
    unassigned: conversation.assignedTo === null ? 1 : 0,
    unread: conversation.unread > 0 ? 1 : 0,
  };
}

function agentCounts(conversation: CountedConversation | undefined, userId: string): { open: number; unread: number } {
  if (conversation?.status !== 'open' || conversation.assignedTo !== userId) return { open: 0, unread: 0 };
  return { open: 1, unread: conversation.unread > 0 ? 1 : 0 };
}

/** The conversations of a client as they are now, and those of each agent who has any. */
export async function readConversationCounts(
  database: Reading,
  clientCode: string,
): Promise<Counts & Pick<Stats, 'agents'>> {
  const row = await database
    .selectFrom('conversationCounts')
    .select(counters)
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  const agents = await database
    .selectFrom('agentCounts')
    .select(['userId', 'open', 'unread'])
    .where('clientCode', '=', clientCode)
    .where('open', '>', 0)
    .execute();
  return {
    ...(row ?? nothing),
    agents: Object.fromEntries(agents.map(({ userId, open, unread }) => [userId, { open, unread }])),
  };
}

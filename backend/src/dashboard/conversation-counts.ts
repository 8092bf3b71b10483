import type { Kysely, Selectable } from 'kysely';
import type { ConversationTotals, Stats } from '#contract/stats';
import { CompiledOnce, type ConversationsTable, type Reading, type Tables, type Writing } from '../storage/index.ts';
import { quarterOf } from './quarters.ts';

/** What of a conversation decides as what it counts. */
export type CountedConversation = Pick<
  Selectable<ConversationsTable>,
  'clientCode' | 'status' | 'assignedTo' | 'unread' | 'waitingSince'
>;

/** What is kept of each quarter of an hour. */
export const keptTotals = ['openConversations', 'unassigned', 'unread', 'waiting'] as const;
const counters = [...keptTotals, 'closedConversations'] as const;
type Counts = Record<(typeof counters)[number], number>;

const nothing: Readonly<Counts> = {
  openConversations: 0,
  unassigned: 0,
  unread: 0,
  waiting: 0,
  closedConversations: 0,
};

/**
 * Keeps the counters in step with one conversation, in the write that changes it. `before` is undefined for a conversation
 * that is new, `after` for one that is removed. One statement for the client and one for each agent it concerns, or none
 * where nothing changes; and one for each client in a commit, which keeps what the quarter of an hour comes to.
 */
export async function countConversation(
  writing: Writing,
  before: CountedConversation | undefined,
  after: CountedConversation | undefined,
): Promise<void> {
  const { database, now } = writing;
  const clientCode = (after ?? before)?.clientCode;
  if (clientCode === undefined) return;
  const [was, is] = [conversationTotalsOf(before), conversationTotalsOf(after)];
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
    writing.atCommit(keepQuarters, { clientCode, bucket: quarterOf(now) });
  }
  await countForAgents(database, clientCode, before, after);
}

/** Puts down for the present quarter of an hour what the client's conversations have come to. */
const keepQuarter = new CompiledOnce((database, { clientCode, bucket }: { clientCode: string; bucket: string }) =>
  database
    .insertInto('conversationCountsByQuarter')
    .columns(['clientCode', 'bucket', ...keptTotals])
    .expression((eb) =>
      eb
        .selectFrom('conversationCounts')
        .select(['clientCode', eb.val(bucket).as('bucket'), ...keptTotals])
        .where('clientCode', '=', clientCode),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['clientCode', 'bucket'])
        .doUpdateSet((eb) => Object.fromEntries(keptTotals.map((total) => [total, eb.ref(`excluded.${total}`)]))),
    ),
);

async function keepQuarters(
  database: Kysely<Tables>,
  notes: readonly { clientCode: string; bucket: string }[],
): Promise<void> {
  const once = new Map(notes.map((note) => [`${note.clientCode} ${note.bucket}`, note]));
  for (const note of once.values()) await keepQuarter.execute(database, note);
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
    const change = { open: is.open - was.open, unread: is.unread - was.unread, waiting: is.waiting - was.waiting };
    if (Object.values(change).every((by) => by === 0)) continue;
    await database
      .insertInto('agentCounts')
      .values({ clientCode, userId, ...change })
      .onConflict((conflict) =>
        conflict.columns(['clientCode', 'userId']).doUpdateSet((eb) => ({
          open: eb('agentCounts.open', '+', change.open),
          unread: eb('agentCounts.unread', '+', change.unread),
          waiting: eb('agentCounts.waiting', '+', change.waiting),
        })),
      )
      .execute();
  }
}

/** What one conversation counts as. */
export function conversationTotalsOf(conversation: CountedConversation | undefined): Readonly<Counts> {
  if (!conversation) return nothing;
  if (conversation.status === 'closed') return { ...nothing, closedConversations: 1 };
  return {
    ...nothing,
    openConversations: 1,
    unassigned: conversation.assignedTo === null ? 1 : 0,
    unread: conversation.unread > 0 ? 1 : 0,
    waiting: conversation.waitingSince === null ? 0 : 1,
  };
}

function agentCounts(conversation: CountedConversation | undefined, userId: string): Stats['agents'][string] {
  if (conversation?.status !== 'open' || conversation.assignedTo !== userId) return { open: 0, unread: 0, waiting: 0 };
  const { unread, waitingSince } = conversation;
  return { open: 1, unread: unread > 0 ? 1 : 0, waiting: waitingSince === null ? 0 : 1 };
}

const selectQuarter = new CompiledOnce((database, key: { clientCode: string; time: string }) =>
  database
    .selectFrom('conversationCountsByQuarter')
    .select(keptTotals)
    .where('clientCode', '=', key.clientCode)
    .where('bucket', '<', key.time)
    .orderBy('bucket', 'desc')
    .limit(1),
);

/** The conversations of a client as they were at a time, a start of a quarter; null before anything is known of them. */
export async function readConversationsAt(
  database: Reading,
  clientCode: string,
  time: string,
): Promise<ConversationTotals | null> {
  const [row] = await selectQuarter.execute(database, { clientCode, time });
  return row ?? null;
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
    .select(['userId', 'open', 'unread', 'waiting'])
    .where('clientCode', '=', clientCode)
    .where('open', '>', 0)
    .execute();
  return {
    ...(row ?? nothing),
    agents: Object.fromEntries(agents.map(({ userId, ...counts }) => [userId, counts])),
  };
}

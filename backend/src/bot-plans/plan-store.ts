import type { Kysely, Selectable } from 'kysely';
import { CompiledOnce, type BotPlansTable, type Reading, type Tables, type Writing } from '../storage/index.ts';

/** The only SQL of the table `botPlans`. */

export type PlanRow = Selectable<BotPlansTable>;

/** A message that wants an answer: its position is where the thought begins. */
type Asked = Pick<PlanRow, 'messageId' | 'dueAt'>;

/** The message says where it is by now: its conversation may have become part of another in the same commit. */
const upsert = new CompiledOnce((database, { messageId, dueAt }: Asked) =>
  database
    .insertInto('botPlans')
    .columns(['conversationId', 'clientCode', 'messageId', 'since', 'stage', 'dueAt'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .select((row) => [
          'messages.conversationId',
          'messages.clientCode',
          'messages.id',
          'messages.position',
          row.val('reading' as const).as('stage'),
          row.val(dueAt).as('dueAt'),
        ])
        .where('messages.id', '=', messageId),
    )
    .onConflict((conflict) =>
      // `since` stays: what came before is not answered either.
      conflict.column('conversationId').doUpdateSet((eb) => ({
        messageId: eb.ref('excluded.messageId'),
        stage: eb.ref('excluded.stage'),
        dueAt: eb.ref('excluded.dueAt'),
        botVersion: null,
        answer: null,
      })),
    ),
);

/** A message wants an answer. Where an earlier one still does, both are one thought from now on, which begins anew. */
export async function beginThought(database: Kysely<Tables>, asked: Asked): Promise<void> {
  await upsert.execute(database, asked);
}

/** The plans of all clients that are due first, those that are due already among them. */
export function readFirstPlans(database: Reading, limit: number): Promise<(PlanRow & { contactId: string })[]> {
  return database
    .selectFrom('botPlans')
    .innerJoin('conversations', 'conversations.id', 'botPlans.conversationId')
    .selectAll('botPlans')
    .select('conversations.contactId')
    .orderBy('botPlans.dueAt')
    .limit(limit)
    .execute();
}

/** The plan of a conversation, while it is still about the same message. */
export function findSamePlan(
  database: Reading,
  { conversationId, messageId }: Pick<PlanRow, 'conversationId' | 'messageId'>,
): Promise<PlanRow | undefined> {
  return database
    .selectFrom('botPlans')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('messageId', '=', messageId)
    .executeTakeFirst();
}

export async function updatePlan(
  { database }: Writing,
  { conversationId }: Pick<PlanRow, 'conversationId'>,
  change: Pick<PlanRow, 'stage' | 'dueAt' | 'botVersion' | 'answer'>,
): Promise<void> {
  await database.updateTable('botPlans').set(change).where('conversationId', '=', conversationId).execute();
}

/** Nothing is to be said in this conversation any more. */
export async function forgetPlan(database: Kysely<Tables>, conversationId: string): Promise<void> {
  await database.deleteFrom('botPlans').where('conversationId', '=', conversationId).execute();
}

/** Nothing is to be said to anybody of this client any more. */
export async function forgetPlansOf({ database }: Writing, clientCode: string): Promise<void> {
  await database.deleteFrom('botPlans').where('clientCode', '=', clientCode).execute();
}

/**
 * Two conversations have become one: what is unanswered in the one is so in the other. Where both had a plan, what was decided
 * for one of them is decided anew for all.
 */
export async function movePlan({ database }: Writing, from: { id: string }, into: { id: string }): Promise<void> {
  const plan = await database
    .deleteFrom('botPlans')
    .where('conversationId', '=', from.id)
    .returningAll()
    .executeTakeFirst();
  if (!plan) return;
  await database
    .insertInto('botPlans')
    .values({ ...plan, conversationId: into.id })
    .onConflict((conflict) =>
      conflict.column('conversationId').doUpdateSet((eb) => ({
        since: eb.fn<number>('min', ['botPlans.since', 'excluded.since']),
        dueAt: eb.fn<string>('max', ['botPlans.dueAt', 'excluded.dueAt']),
        stage: 'reading' as const,
        botVersion: null,
        answer: null,
      })),
    )
    .execute();
}

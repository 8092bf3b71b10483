import { sql, type Kysely } from 'kysely';
import { MOST_LABELS } from '#contract/contact-limits';
import { CompiledOnce, type Reading, type Tables, type Writing } from '../storage/index.ts';

const selectIds = new CompiledOnce((database, { conversationId }: { conversationId: string }) =>
  database
    .selectFrom('conversationLabels')
    .select('labelId')
    .where('conversationId', '=', conversationId)
    .orderBy('labelId'),
);

/** The ids of a conversation's labels, in a steady order. */
export async function labelsOf(database: Reading, conversationId: string): Promise<string[]> {
  return (await selectIds.execute(database, { conversationId })).map(({ labelId }) => labelId);
}

export async function readLabelIds(
  database: Reading,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('conversationLabels')
    .selectAll()
    .where('conversationId', 'in', conversationIds)
    .orderBy('labelId')
    .execute();
  const byConversation = Map.groupBy(rows, ({ conversationId }) => conversationId);
  return new Map([...byConversation].map(([id, held]) => [id, held.map(({ labelId }) => labelId)]));
}

/** Sets all labels of a conversation; what the client does not have is left out. */
export async function setLabels(
  { database }: Writing,
  conversation: { id: string; clientCode: string },
  labelIds: readonly string[],
): Promise<void> {
  const { id: conversationId, clientCode } = conversation;
  await database.deleteFrom('conversationLabels').where('conversationId', '=', conversationId).execute();
  const known = await database
    .selectFrom('labels')
    .select('id')
    .where('clientCode', '=', clientCode)
    .where('id', 'in', ['', ...labelIds])
    .execute();
  await saveLabels(
    database,
    conversationId,
    known.map(({ id }) => id),
  );
}

/** Gives a conversation without labels these of its client. */
export async function saveLabels(
  database: Kysely<Tables>,
  conversationId: string,
  labelIds: readonly string[],
): Promise<void> {
  const rows = labelIds.map((labelId) => ({ conversationId, labelId }));
  if (rows.length > 0) await database.insertInto('conversationLabels').values(rows).execute();
}

/**
 * The rows of a JSON array of pairs, to be inserted: one statement for however many there are, whose text is always the same.
 * Without a condition SQLite would take an `ON CONFLICT` behind it for that of a join.
 */
export function rowsOfPairs(pairs: string) {
  return sql`select value ->> 0, value ->> 1 from json_each(${pairs}) where true`;
}

const insertMany = new CompiledOnce((database, { pairs }: { pairs: string }) =>
  database
    .insertInto('conversationLabels')
    .columns(['conversationId', 'labelId'])
    .expression(rowsOfPairs(pairs))
    .onConflict((conflict) => conflict.doNothing()),
);

/** Gives conversations these labels of their client, beside those they have. */
export async function addManyLabels(
  { database }: Writing,
  added: readonly { conversationId: string; labels: readonly string[] }[],
): Promise<void> {
  const pairs = added.flatMap(({ conversationId, labels }) => labels.map((labelId) => [conversationId, labelId]));
  await insertMany.execute(database, { pairs: JSON.stringify(pairs) });
}

/** A conversation that takes in another has the labels of both, its own first, up to as many as one may have. */
export async function mergeLabels({ database }: Writing, from: string, into: string): Promise<void> {
  const own = await labelsOf(database, into);
  await database
    .insertInto('conversationLabels')
    .columns(['conversationId', 'labelId'])
    .expression((eb) =>
      eb
        .selectFrom('conversationLabels')
        .select((labels) => [labels.val(into).as('conversationId'), 'labelId'])
        .where('conversationId', '=', from)
        .where('labelId', 'not in', ['', ...own])
        .orderBy('labelId')
        .limit(Math.max(0, MOST_LABELS - own.length)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

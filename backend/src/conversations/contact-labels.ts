import type { ExpressionBuilder } from 'kysely';
import { CompiledOnce, type Reading, type Tables, type Writing } from '../storage/index.ts';
import { rowsOfPairs, saveLabels } from './conversation-labels.ts';

/** Labels stand on conversations. Who has none yet keeps theirs for the first: the only SQL of the table `contactLabels`. */

export async function readKeptLabels(
  database: Reading,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await database
    .selectFrom('contactLabels')
    .selectAll()
    .where('contactId', 'in', ['', ...contactIds])
    .orderBy('labelId')
    .execute();
  const byContact = Map.groupBy(rows, ({ contactId }) => contactId);
  return new Map([...byContact].map(([id, held]) => [id, held.map(({ labelId }) => labelId)]));
}

const keep = new CompiledOnce((database, { pairs }: { pairs: string }) =>
  database
    .insertInto('contactLabels')
    .columns(['contactId', 'labelId'])
    .expression(rowsOfPairs(pairs))
    .onConflict((conflict) => conflict.doNothing()),
);

/** Has contacts without a conversation keep these labels, beside those they have. */
export async function keepLabels(
  { database }: Writing,
  kept: readonly { contactId: string; labelId: string }[],
): Promise<void> {
  await keep.execute(database, { pairs: JSON.stringify(kept.map(({ contactId, labelId }) => [contactId, labelId])) });
}

const take = new CompiledOnce((database, { contactId }: { contactId: string }) =>
  database.deleteFrom('contactLabels').where('contactId', '=', contactId).returning('labelId'),
);

/** The labels that somebody has kept, which they keep no longer. */
export async function takeKeptLabels({ database }: Writing, contactId: string): Promise<string[]> {
  return (await take.execute(database, { contactId })).map(({ labelId }) => labelId);
}

/** A conversation without labels that has just begun takes those of its contact. */
export async function giveKeptLabels(writing: Writing, { id, contactId }: { id: string; contactId: string }) {
  await saveLabels(writing.database, id, await takeKeptLabels(writing, contactId));
}

/** Of contacts: whether one of these labels stands on a conversation with them, or is kept for their first. */
export function hasOneLabelOf(eb: ExpressionBuilder<Tables, 'contacts'>, labelIds: readonly string[]) {
  return eb.or([
    eb.exists(
      eb
        .selectFrom('conversations')
        .innerJoin('conversationLabels', 'conversationLabels.conversationId', 'conversations.id')
        .select('conversations.id')
        .whereRef('conversations.contactId', '=', 'contacts.id')
        .where('conversationLabels.labelId', 'in', labelIds),
    ),
    eb.exists(
      eb
        .selectFrom('contactLabels')
        .select('contactLabels.contactId')
        .whereRef('contactLabels.contactId', '=', 'contacts.id')
        .where('contactLabels.labelId', 'in', labelIds),
    ),
  ]);
}

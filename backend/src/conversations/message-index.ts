import { sql, type Kysely, type Selectable } from 'kysely';
import { CompiledOnce, type MessagesTable, type Tables, type Writing } from '../storage/index.ts';

type Indexed = Pick<Selectable<MessagesTable>, 'id' | 'clientCode' | 'conversationId' | 'type' | 'text'>;

/** How the index knows a client. */
export const clientWord = (clientCode: string) => `k${Buffer.from(clientCode).toString('hex')}`;
export const conversationWord = (conversationId: string) => `c${conversationId.replaceAll('-', '')}`;

/**
 * Makes the text of a message findable, with those of the same commit: SQLite writes what is new in the index to its pages at
 * the end of each savepoint, which costs as much for one as for many.
 */
export function indexMessage({ atCommit }: Writing, { id }: Pick<Indexed, 'id'>): void {
  atCommit(indexStored, id);
}

/** As they are by now: one may have moved to another conversation, or be gone. */
async function indexStored(database: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    for (const entry of entriesOf(await selectIndexed.execute(database, { id }))) {
      await insertEntry.execute(database, entry);
    }
  }
}

/** Makes the texts of up to some hundreds of messages findable. */
export async function indexMessages(database: Kysely<Tables>, rows: readonly Indexed[]): Promise<void> {
  const entries = entriesOf(rows);
  if (entries.length > 0) await database.insertInto('messageSearch').values(entries).execute();
}

type Entry = Pick<Selectable<Tables['messageSearch']>, 'messageId' | 'scope' | 'text'>;
const selectIndexed = new CompiledOnce((database, { id }: { id: string }) =>
  database.selectFrom('messages').select(['id', 'clientCode', 'conversationId', 'type', 'text']).where('id', '=', id),
);
const insertEntry = new CompiledOnce((database, entry: Entry) => database.insertInto('messageSearch').values(entry));

function entriesOf(rows: readonly Indexed[]): Entry[] {
  return rows.flatMap(({ id, clientCode, conversationId, type, text }) => {
    if (text === null || text === '' || type === 'reaction') return [];
    return { messageId: id, scope: `${clientWord(clientCode)} ${conversationWord(conversationId)}`, text };
  });
}

/** The messages of one conversation are another's from now on. */
export async function moveIndexed(
  database: Kysely<Tables>,
  clientCode: string,
  from: string,
  into: string,
): Promise<void> {
  await database
    .updateTable('messageSearch')
    .set({ scope: `${clientWord(clientCode)} ${conversationWord(into)}` })
    .where(matches(`scope : ${conversationWord(from)}`))
    .execute();
}

/** The same for some of its messages, up to some hundreds, of the oldest that are still there. */
export async function moveSomeIndexed(
  database: Kysely<Tables>,
  rows: readonly Indexed[],
  into: { id: string; clientCode: string },
): Promise<void> {
  const entries = entriesOf(rows);
  const [first] = rows;
  if (!first || entries.length === 0) return;
  // The index knows no message by its id, but has them in the order in which they came: with the last one found it stops.
  const found = await database
    .selectFrom('messageSearch')
    .select('rowid')
    .where(matches(`scope : ${conversationWord(first.conversationId)}`))
    .where(
      'messageId',
      'in',
      entries.map(({ messageId }) => messageId),
    )
    .limit(entries.length)
    .execute();
  await database
    .updateTable('messageSearch')
    .set({ scope: `${clientWord(into.clientCode)} ${conversationWord(into.id)}` })
    .where('rowid', 'in', [0, ...found.map(({ rowid }) => rowid)])
    .execute();
}

/** To be called while the row still says which conversation it is of: the index finds it by that. */
export async function removeIndexed(database: Kysely<Tables>, row: Indexed): Promise<void> {
  await database
    .deleteFrom('messageSearch')
    .where(matches(`scope : ${conversationWord(row.conversationId)}`))
    .where('messageId', '=', row.id)
    .execute();
}

/** Rows of the index that fit an FTS5 query. */
export function matches(query: string) {
  return sql<boolean>`"messageSearch" match ${query}`;
}

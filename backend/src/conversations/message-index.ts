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

/** Rows of the index that fit an FTS5 query. */
export function matches(query: string) {
  return sql<boolean>`"messageSearch" match ${query}`;
}

/** How many pages of the index one write rewrites: some milliseconds. */
const PAGES_AT_ONCE = 32;
/** So many entries leave the index in one statement. */
const ENTRIES_AT_ONCE = 200;

/** Takes some of the messages of a conversation out of the index; returns whether there may be more. */
export async function removeSomeIndexed({ database }: Writing, conversationId: string): Promise<boolean> {
  const rows = await database
    .selectFrom('messageSearch')
    .select('rowid')
    .where(matches(`scope : ${conversationWord(conversationId)}`))
    .limit(ENTRIES_AT_ONCE)
    .execute();
  const rowids = rows.map(({ rowid }) => rowid);
  if (rowids.length > 0) await removeFromIndex({ database }, rowids);
  return rowids.length === ENTRIES_AT_ONCE;
}

/** Among so many entries of a group those of one person are looked for in one read: a millisecond or two. */
const LOOKED_AT_ONCE = 500;

/**
 * The entries of what a person has written, among some of a group behind the entry `after`; `last` is where to go on, undefined
 * behind the end. The index knows nobody, but has its entries in order: so a group is gone through once.
 */
export async function readSomeIndexedOf(
  database: Kysely<Tables>,
  { conversationId, participantId }: { conversationId: string; participantId: string },
  after: number,
): Promise<{ theirs: number[]; last: number | undefined }> {
  const entries = await database
    .selectFrom('messageSearch')
    .select(['rowid', 'messageId'])
    .where(matches(`scope : ${conversationWord(conversationId)}`))
    .where('rowid', '>', after)
    .orderBy('rowid')
    .limit(LOOKED_AT_ONCE)
    .execute();
  // With `participantId` among the conditions SQLite would read all that they have ever written.
  const messages = await database
    .selectFrom('messages')
    .select(['id', 'participantId'])
    .where('id', 'in', ['', ...entries.map(({ messageId }) => messageId)])
    .execute();
  const ids = new Set(messages.flatMap((message) => (message.participantId === participantId ? message.id : [])));
  return {
    theirs: entries.flatMap(({ rowid, messageId }) => (ids.has(messageId) ? [rowid] : [])),
    last: entries.length === LOOKED_AT_ONCE ? entries.at(-1)?.rowid : undefined,
  };
}

/** Takes these entries out of the index. */
export async function removeFromIndex(
  { database }: Pick<Writing, 'database'>,
  rowids: readonly number[],
): Promise<void> {
  await database.deleteFrom('messageSearch').where('rowid', 'in', rowids).execute();
}

/** The same for however many, all at once: the index is looked through once, because it finds no message by its id. */
export async function removeManyIndexed(
  { database }: Writing,
  conversationId: string,
  messageIds: ReadonlySet<string>,
): Promise<void> {
  if (messageIds.size === 0) return;
  const rows = await database
    .selectFrom('messageSearch')
    .select(['rowid', 'messageId'])
    .where(matches(`scope : ${conversationWord(conversationId)}`))
    .execute();
  const rowids = rows.filter(({ messageId }) => messageIds.has(messageId)).map(({ rowid }) => rowid);
  for (let done = 0; done < rowids.length; done += ENTRIES_AT_ONCE) {
    const some = rowids.slice(done, done + ENTRIES_AT_ONCE);
    await database.deleteFrom('messageSearch').where('rowid', 'in', some).execute();
  }
}

/**
 * An index only notes that a word is no longer somewhere, and keeps the word until the part of it where it stands is rewritten
 * (FTS5, "The 'merge' Command"). Rewrites some of all parts as one, `isFirst` to begin with; returns whether there is more to do.
 */
export async function forgetSomeWords({ database }: Writing, isFirst: boolean): Promise<boolean> {
  const pages = isFirst ? -PAGES_AT_ONCE : PAGES_AT_ONCE;
  const before = await countChanges(database);
  await sql`insert into "messageSearch" ("messageSearch", "rank") values ('merge', ${pages})`.execute(database);
  // Where nothing was left to merge, the command itself is the one change.
  return (await countChanges(database)) - before > 1;
}

async function countChanges(database: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ changes: number }>`select total_changes() as "changes"`.execute(database);
  return rows[0]?.changes ?? 0;
}

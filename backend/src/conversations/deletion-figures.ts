import { setImmediate as endOfTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ContactFigures } from '#contract/contacts';
import type { Reading, Store } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import { someMessages } from './some-messages.ts';

/** So many messages are counted in one read: a millisecond or two. */
const AT_ONCE = 2_000;

/** Counts of some messages, and where to go on; undefined behind the end. */
interface Counted {
  messages: number;
  files: number;
  notes: number;
  last: number | undefined;
}

/** What there is of a contact, counted a portion at a time: others are served in between. */
export async function readFigures(
  store: Pick<Store, 'read'>,
  { id, notes, clientCode }: ContactRow,
): Promise<Omit<ContactFigures, 'campaigns'>> {
  const conversations = await store.read((database) =>
    database
      .selectFrom('conversations')
      .select('id')
      .where('clientCode', '=', clientCode)
      .where('contactId', '=', id)
      .execute(),
  );
  const own = { messages: 0, files: 0, notes: 0 };
  for (const conversation of conversations) {
    const counted = await countAll((after) => store.read((database) => countSomeIn(database, conversation.id, after)));
    for (const name of ['messages', 'files', 'notes'] as const) own[name] += counted[name];
  }
  const inGroups = await countAll((after) => store.read((database) => countSomeInGroups(database, id, after)));
  return {
    conversations: conversations.length,
    messages: own.messages,
    groupMessages: inGroups.messages,
    files: own.files + inGroups.files,
    notes: own.notes + (notes === '' ? 0 : 1),
  };
}

async function countAll(countSome: (after: number) => Promise<Counted>): Promise<Omit<Counted, 'last'>> {
  const all = { messages: 0, files: 0, notes: 0 };
  for (let after: number | undefined = 0; after !== undefined;) {
    const some = await countSome(after);
    for (const name of ['messages', 'files', 'notes'] as const) all[name] += some[name];
    after = some.last;
    await endOfTurn();
  }
  return all;
}

/** Behind a position. */
async function countSomeIn(database: Reading, conversationId: string, after: number): Promise<Counted> {
  const { some, last } = await someMessages(database, conversationId, after, AT_ONCE);
  const counts = await some
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('type', 'not in', ['note', 'system', 'reaction']).as('messages'),
      eb.fn.count<number>('mediaId').as('files'),
      eb.fn.countAll<number>().filterWhere('type', '=', 'note').as('notes'),
    ])
    .executeTakeFirstOrThrow();
  return { ...counts, last };
}

/** Behind a row, in the order of the index of who wrote. */
async function countSomeInGroups(database: Reading, participantId: string, after: number): Promise<Counted> {
  const row = sql<number>`"messages"."rowid"`;
  const messages = database.selectFrom('messages').where('participantId', '=', participantId).where(row, '>', after);
  const end = await messages
    .select(row.as('row'))
    .orderBy(row)
    .offset(AT_ONCE - 1)
    .limit(1)
    .executeTakeFirst();
  const counts = await messages
    .$if(end !== undefined, (some) => some.where(row, '<=', end?.row ?? 0))
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('type', '!=', 'reaction').as('messages'),
      eb.fn.count<number>('mediaId').as('files'),
    ])
    .executeTakeFirstOrThrow();
  return { ...counts, notes: 0, last: end?.row };
}

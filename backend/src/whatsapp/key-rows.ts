import type { Reading, Writing } from '../storage/index.ts';

/** A stored key as it lies in the database: `value` is encrypted. */
export interface KeyRow {
  sessionId: string;
  type: string;
  id: string;
  value: Uint8Array;
}

/** The keys of one type of a session; of these ids only, where given. */
export function readKeyRows(database: Reading, sessionId: string, type: string, ids?: string[]): Promise<KeyRow[]> {
  const rows = database
    .selectFrom('whatsappKeys')
    .selectAll()
    .where('sessionId', '=', sessionId)
    .where('type', '=', type);
  return (ids ? rows.where('id', 'in', ids) : rows).execute();
}

export async function writeKeyRow({ database }: Writing, row: KeyRow): Promise<void> {
  await database
    .insertInto('whatsappKeys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['sessionId', 'type', 'id']).doUpdateSet({ value: row.value }))
    .execute();
}

export async function deleteKeyRow(
  { database }: Writing,
  { sessionId, type, id }: Omit<KeyRow, 'value'>,
): Promise<void> {
  await database
    .deleteFrom('whatsappKeys')
    .where('sessionId', '=', sessionId)
    .where('type', '=', type)
    .where('id', '=', id)
    .execute();
}

export async function deleteKeyRows({ database }: Writing, sessionId: string): Promise<void> {
  await database.deleteFrom('whatsappKeys').where('sessionId', '=', sessionId).execute();
}

/** Whose ids name people. Those of the line's own keys are numbers too, counted from 1. */
const TYPES_OF_PEOPLE = [
  'session',
  'identity-key',
  'sender-key',
  'device-list',
  'lid-mapping',
  'tctoken',
  'incoming-journal',
];

/** A phone number (`PHONE_NUMBER`) or a LID: whatever is shorter is nobody's. */
const USER = /^\d{7,}$/;

/**
 * Deletes what a session keeps of a person, known by these users of their addresses (digits): Signal sessions, devices, which
 * number belongs to which LID, and what came from them and is not stored yet. Returns the keys that are gone.
 */
export async function deleteKeysOfPerson(
  writing: Writing,
  sessionId: string,
  users: readonly string[],
): Promise<Pick<KeyRow, 'type' | 'id'>[]> {
  const known = users.filter((user) => USER.test(user));
  if (known.length === 0) return [];
  const rows = await writing.database
    .selectFrom('whatsappKeys')
    .select(['type', 'id'])
    .where('sessionId', '=', sessionId)
    .where('type', 'in', TYPES_OF_PEOPLE)
    .where((eb) =>
      eb.or(
        known.flatMap((user) => [
          eb('id', 'like', `${user}%`),
          eb('id', 'like', `%::${user}%`),
          eb('id', 'like', `%/${user}`),
        ]),
      ),
    )
    .execute();
  // `123_1.4`, `123@lid`, `123_reverse`, `<group>::123_1::4` and, in the journal, `<chat>/<id>/123`.
  const isTheirs = new RegExp(`(^|::|/)(${known.join('|')})([._:@]|$)`);
  const theirs = rows.filter(({ id }) => isTheirs.test(id));
  for (const { type, id } of theirs) await deleteKeyRow(writing, { sessionId, type, id });
  return theirs;
}

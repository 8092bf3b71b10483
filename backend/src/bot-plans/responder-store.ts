import type { ResponderSettings } from '#contract/bot';
import type { Reading, SecretBox, Writing } from '../storage/index.ts';

/** The only SQL of the tables `botResponders` and `botResponderDays`. */

/** What a client has decided about its responder; `key` is encrypted. */
export interface StoredResponder {
  settings: ResponderSettings;
  key: Uint8Array | null;
}

/** For a client that has decided nothing. */
const undecided: StoredResponder = {
  settings: {
    enabled: false,
    url: '',
    model: '',
    prompt: '',
    knowledge: '',
    answers: 'unmatched',
    perDay: 200,
    timeoutSeconds: 20,
  },
  key: null,
};

export async function readResponder(database: Reading, clientCode: string): Promise<StoredResponder> {
  const row = await database
    .selectFrom('botResponders')
    .select(['settings', 'key'])
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  return row ? { settings: JSON.parse(row.settings) as ResponderSettings, key: row.key } : undecided;
}

export async function saveResponder(
  { database }: Writing,
  clientCode: string,
  { settings, key }: StoredResponder,
): Promise<void> {
  const row = { settings: JSON.stringify(settings), key };
  await database
    .insertInto('botResponders')
    .values({ clientCode, ...row })
    .onConflict((conflict) => conflict.column('clientCode').doUpdateSet(row))
    .execute();
}

/** The keys of all clients, encrypted as they are. */
export async function readResponderKeys(database: Reading): Promise<{ clientCode: string; key: Uint8Array }[]> {
  const rows = await database
    .selectFrom('botResponders')
    .select(['clientCode', 'key'])
    .where('key', 'is not', null)
    .execute();
  return rows.flatMap(({ clientCode, key }) => (key === null ? [] : [{ clientCode, key }]));
}

/** Encrypts every key anew, with the first key of `box`. What none of its keys opens stays as it is, and is counted. */
export async function resealResponderKeys(
  { database }: Writing,
  box: SecretBox,
): Promise<{ resealed: number; unreadable: number }> {
  const rows = await readResponderKeys(database);
  const readable = rows.filter(({ key }) => box.opens(key));
  for (const { clientCode, key } of readable) {
    await database
      .updateTable('botResponders')
      .set({ key: box.seal(box.open(key)) })
      .where('clientCode', '=', clientCode)
      .execute();
  }
  return { resealed: readable.length, unreadable: rows.length - readable.length };
}

/** How often the responder was asked on a day, and how often it gave no answer. */
export async function readResponderDay(
  database: Reading,
  clientCode: string,
  day: string,
): Promise<{ asked: number; failed: number }> {
  const row = await database
    .selectFrom('botResponderDays')
    .select(['asked', 'failed'])
    .where('clientCode', '=', clientCode)
    .where('day', '=', day)
    .executeTakeFirst();
  return row ?? { asked: 0, failed: 0 };
}

/** It is asked once more. False, and nothing counted, where it was asked so often on this day already. */
export async function takeAsking(writing: Writing, clientCode: string, day: string, most: number): Promise<boolean> {
  if ((await readResponderDay(writing.database, clientCode, day)).asked >= most) return false;
  await count(writing, { clientCode, day, asked: 1, failed: 0 });
  return true;
}

/** It gave no answer. */
export async function noteFailedAsking(writing: Writing, clientCode: string, day: string): Promise<void> {
  await count(writing, { clientCode, day, asked: 0, failed: 1 });
}

async function count(
  { database }: Writing,
  more: { clientCode: string; day: string; asked: number; failed: number },
): Promise<void> {
  await database
    .insertInto('botResponderDays')
    .values(more)
    .onConflict((conflict) =>
      conflict.columns(['clientCode', 'day']).doUpdateSet((eb) => ({
        asked: eb('botResponderDays.asked', '+', more.asked),
        failed: eb('botResponderDays.failed', '+', more.failed),
      })),
    )
    .execute();
}

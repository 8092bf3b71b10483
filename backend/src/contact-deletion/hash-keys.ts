import type { Reading, SecretBox, Writing } from '../storage/index.ts';

/** The only SQL of the table `hashKeys`. */

const NUMBERS = 'numbers';

/** Encrypted as they are. */
export async function readHashKeys(database: Reading): Promise<Uint8Array[]> {
  const rows = await database.selectFrom('hashKeys').select('key').execute();
  return rows.map(({ key }) => key);
}

export async function saveHashKey({ database }: Writing, key: Uint8Array): Promise<void> {
  await database
    .insertInto('hashKeys')
    .values({ id: NUMBERS, key })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ key }))
    .execute();
}

/** Encrypts it anew, with the first key of `box`. What none of its keys opens stays as it is, and is counted. */
export async function resealHashKeys(
  writing: Writing,
  box: SecretBox,
): Promise<{ resealed: number; unreadable: number }> {
  const keys = await readHashKeys(writing.database);
  const readable = keys.filter((key) => box.opens(key));
  for (const key of readable) await saveHashKey(writing, box.seal(box.open(key)));
  return { resealed: readable.length, unreadable: keys.length - readable.length };
}

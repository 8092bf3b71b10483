import { readResponderKeys, resealResponderKeys } from '../bot-plans/index.ts';
import { readHashKeys, resealHashKeys } from '../contact-deletion/index.ts';
import type { Reading, SecretBox, Writing } from '../storage/index.ts';
import { everyKey, resealKeys } from '../whatsapp/index.ts';

/** Everything that is stored encrypted: what lines need, the keys of language models, and the one that hashes numbers. */
export async function* everySealed(database: Reading): AsyncGenerator<Uint8Array, void> {
  for await (const { value } of everyKey(database)) yield value;
  for (const { key } of await readResponderKeys(database)) yield key;
  yield* await readHashKeys(database);
}

/** Encrypts all of it anew, with the first key of `box`. What none of its keys opens stays as it is, and is counted. */
export async function resealEverything(
  writing: Writing,
  box: SecretBox,
): Promise<{ resealed: number; unreadable: number }> {
  const lines = await resealKeys(writing, box);
  const responders = await resealResponderKeys(writing, box);
  const numbers = await resealHashKeys(writing, box);
  return {
    resealed: lines.resealed + responders.resealed + numbers.resealed,
    unreadable: lines.unreadable + responders.unreadable + numbers.unreadable,
  };
}

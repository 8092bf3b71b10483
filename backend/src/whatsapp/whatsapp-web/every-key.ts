import type { AuthenticationCreds } from 'baileys';
import type { Reading, SecretBox, Writing } from '../../storage/index.ts';
import { writeKeyRow, type KeyRow } from '../key-rows.ts';
import { CREDENTIALS, type KeyEntry } from './key-store.ts';
import { sealValue } from './key-value.ts';

/** Rows held in memory at a time: a large installation has a million. */
const PAGE = 500;

/** Every stored key of every line, encrypted as it is. */
export async function* everyKey(database: Reading): AsyncGenerator<KeyRow, void> {
  let last: KeyRow | undefined;
  do {
    const page = await readPage(database, last);
    yield* page;
    last = page.at(-1);
  } while (last);
}

/** Encrypts every key anew, with the first key of `box`. What none of its keys opens stays as it is, and is counted. */
export async function resealKeys(writing: Writing, box: SecretBox): Promise<{ resealed: number; unreadable: number }> {
  let resealed = 0;
  let unreadable = 0;
  for await (const row of everyKey(writing.database)) {
    if (box.opens(row.value)) {
      await writeKeyRow(writing, { ...row, value: box.seal(box.open(row.value)) });
      resealed += 1;
    } else unreadable += 1;
  }
  return { resealed, unreadable };
}

/** Stores what another program knew of a link, as if this one had written it. */
export async function importKeys(
  writing: Writing,
  box: SecretBox,
  sessionId: string,
  link: { credentials: AuthenticationCreds; keys: readonly KeyEntry[] },
): Promise<void> {
  const entries = [{ type: CREDENTIALS, id: CREDENTIALS, value: link.credentials }, ...link.keys];
  for (const { type, id, value } of entries) {
    await writeKeyRow(writing, { sessionId, type, id, value: sealValue(box, value) });
  }
}

function readPage(database: Reading, after: KeyRow | undefined): Promise<KeyRow[]> {
  const rows = database.selectFrom('whatsappKeys').selectAll().orderBy('sessionId').orderBy('type').orderBy('id');
  const rest = after
    ? rows.where((eb) =>
        eb(eb.refTuple('sessionId', 'type', 'id'), '>', eb.tuple(after.sessionId, after.type, after.id)),
      )
    : rows;
  return rest.limit(PAGE).execute();
}

import type { OptOut, OptOutRules } from '#contract/bulk-campaigns';
import { numberKey } from '#contract/number-spellings';
import { foldForSearch } from '#contract/search-words';
import { CompiledOnce, type Reading, type Writing } from '../storage/index.ts';

/** The only SQL of the tables `optOuts` and `optOutRules`. A number has opted out in each of its spellings. */

/** For a client that has decided nothing. */
const defaults: OptOutRules = {
  words: ['BAJA', 'STOP', 'SALIR', 'NO MÁS', 'UNSUBSCRIBE', 'PARAR', 'SAIR'],
  reply: 'Listo: no te enviaremos más mensajes de este tipo. Si cambias de opinión, escríbenos.',
};

const selectRules = new CompiledOnce((database, { clientCode }: { clientCode: string }) =>
  database.selectFrom('optOutRules').select('rules').where('clientCode', '=', clientCode),
);

export async function readOptOutRules(database: Reading, clientCode: string): Promise<OptOutRules> {
  const [row] = await selectRules.execute(database, { clientCode });
  return row ? (JSON.parse(row.rules) as OptOutRules) : defaults;
}

export async function saveOptOutRules({ database }: Writing, clientCode: string, value: OptOutRules): Promise<void> {
  const rules = JSON.stringify(value);
  await database
    .insertInto('optOutRules')
    .values({ clientCode, rules })
    .onConflict((conflict) => conflict.column('clientCode').doUpdateSet({ rules }))
    .execute();
}

/**
 * The word by which a message asks for no more: it is all that the message says, whatever its capitals, accents and marks; of
 * several, one after the other as in "STOP. Baja!", the first.
 */
export function asksToOptOut(text: string, { words }: OptOutRules): string | undefined {
  const wordOf = (said: string): string | undefined => words.find((word) => plain(word) === plain(said));
  const parts = text.split(/[.,;:!\n]/).filter((part) => plain(part) !== '');
  return wordOf(text) ?? (parts.every((part) => wordOf(part) !== undefined) ? wordOf(parts[0] ?? '') : undefined);
}

function plain(text: string): string {
  return foldForSearch(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a number has opted out, or a contact while WhatsApp showed no number of theirs. */
export async function hasOptedOut(
  database: Reading,
  clientCode: string,
  { phoneNumber, contactId }: { phoneNumber: string; contactId: string | null },
): Promise<boolean> {
  const keys = [numberKey(phoneNumber), ...(contactId === null ? [] : [contactKey(contactId)])];
  return (await findOptedOut(database, clientCode, keys)).size > 0;
}

/** Stands for somebody who shows no number. */
function contactKey(contactId: string): string {
  return `contact ${contactId}`;
}

/** Somebody who shows no number wants no more. False where that was known. */
export function addContactOptOut(
  writing: Writing,
  clientCode: string,
  { contactId, word }: { contactId: string; word: string },
): Promise<boolean> {
  return insertOptOut(writing, { clientCode, numberKey: contactKey(contactId), phoneNumber: '', word });
}

/** Two contacts are one from now on: what the one wanted the other wants. */
export async function moveOptOut(
  writing: Writing,
  from: { id: string; clientCode: string },
  into: { id: string },
): Promise<void> {
  const [optOut] = await writing.database
    .deleteFrom('optOuts')
    .where('clientCode', '=', from.clientCode)
    .where('numberKey', '=', contactKey(from.id))
    .returning('word')
    .execute();
  if (optOut) await addContactOptOut(writing, from.clientCode, { contactId: into.id, word: optOut.word ?? '' });
}

/** Which of these keys of numbers have opted out. */
export async function findOptedOut(
  database: Reading,
  clientCode: string,
  numberKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('optOuts')
    .select('numberKey')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', ['', ...numberKeys])
    .execute();
  return new Set(rows.map((row) => row.numberKey));
}

/** False where the number had opted out already. */
export function addOptOut(
  writing: Writing,
  clientCode: string,
  { phoneNumber, word }: Pick<OptOut, 'phoneNumber' | 'word'>,
): Promise<boolean> {
  return insertOptOut(writing, { clientCode, numberKey: numberKey(phoneNumber), phoneNumber, word });
}

async function insertOptOut(
  { database, now }: Writing,
  optOut: Pick<OptOut, 'phoneNumber' | 'word'> & { clientCode: string; numberKey: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('optOuts')
    .values({ ...optOut, at: now })
    .onConflict((conflict) => conflict.columns(['clientCode', 'numberKey']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False where there was nothing to take back. */
export async function removeOptOut({ database }: Writing, clientCode: string, phoneNumber: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', '=', numberKey(phoneNumber))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** By number, behind `after`. */
export function readOptOuts(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after: string },
): Promise<(OptOut & { numberKey: string })[]> {
  return database
    .selectFrom('optOuts')
    .select(['numberKey', 'phoneNumber', 'at', 'word'])
    .where('clientCode', '=', clientCode)
    .where('numberKey', '>', after)
    .where('phoneNumber', '!=', '')
    .orderBy('numberKey')
    .limit(limit)
    .execute();
}

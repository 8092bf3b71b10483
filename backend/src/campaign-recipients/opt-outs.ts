import type { OptOut, OptOutRules } from '#contract/bulk-campaigns';
import { numberKey } from '#contract/number-spellings';
import { foldForSearch } from '#contract/search-words';
import { CompiledOnce, type Reading, type Writing } from '../storage/index.ts';

/** The only SQL of the tables `optOuts` and `optOutRules`. A number has opted out in each of its spellings. */

/** For a client that has decided nothing. */
const defaults: OptOutRules = {
  words: ['BAJA', 'STOP', 'SALIR', 'CANCELAR', 'NO MÁS', 'UNSUBSCRIBE', 'PARAR', 'SAIR'],
  reply: 'Listo: no te enviaremos más mensajes de este tipo. Si lo cambias de opinión, escríbenos.',
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

/** The word by which a message asks for no more: it is all that the message says, whatever its capitals, accents and marks. */
export function asksToOptOut(text: string, { words }: OptOutRules): string | undefined {
  const said = plain(text);
  return words.find((word) => plain(word) === said);
}

function plain(text: string): string {
  return foldForSearch(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export async function hasOptedOut(database: Reading, clientCode: string, phoneNumber: string): Promise<boolean> {
  return (await findOptedOut(database, clientCode, [numberKey(phoneNumber)])).size > 0;
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
export async function addOptOut(
  { database, now }: Writing,
  clientCode: string,
  { phoneNumber, word }: Pick<OptOut, 'phoneNumber' | 'word'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('optOuts')
    .values({ clientCode, numberKey: numberKey(phoneNumber), phoneNumber, word, at: now })
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
    .orderBy('numberKey')
    .limit(limit)
    .execute();
}

import { sql } from 'kysely';
import type { OptOut, OptOutRules } from '#contract/bulk-campaigns';
import { numberKey, spellingsOf } from '#contract/number-spellings';
import { plainWords } from '#contract/search-words';
import { CompiledOnce, keyedHash, type Reading, type Writing } from '../storage/index.ts';

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
  const wanted = words.map(plainWords);
  const wordOf = (said: string): string | undefined => words[wanted.indexOf(said)];
  const parts = text.split(/[.,;:!\n]/).map(plainWords);
  const said = parts.filter((part) => part !== '').map(wordOf);
  return wordOf(plainWords(text)) ?? (said.includes(undefined) ? undefined : said[0]);
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

const CONTACT = 'contact ';

const DELETED = 'deleted ';

/** What stands for these numbers where nobody may read them any more; nothing where that is true of no number. */
function deletedKeys(database: Reading, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const hash = keyedHash(database, key);
    return hash === undefined ? [] : [`${DELETED}${hash}`];
  });
}

/** Stands for somebody who shows no number. */
function contactKey(contactId: string): string {
  return `${CONTACT}${contactId}`;
}

/** The contact that a key stands for; of a number's it is nobody's id. */
const keyedContact = sql<string>`substr("optOuts"."numberKey", ${CONTACT.length + 1})`;

/** Somebody who shows no number wants no more. False where that was known. */
export function addContactOptOut(
  writing: Writing,
  clientCode: string,
  { contactId, word }: { contactId: string; word: string | null },
): Promise<boolean> {
  return insertOptOut(writing, { clientCode, numberKey: contactKey(contactId), phoneNumber: '', word });
}

/**
 * Two contacts are one from now on, or one has another number: at this number, null where none is shown, they want what either
 * wanted, and what people wanted whose data were deleted. A number that they are not reached at any more stays as it is.
 */
export async function moveOptOut(
  writing: Writing,
  from: { id: string; clientCode: string; phoneNumber: string | null },
  into: { id: string; phoneNumber: string | null },
  phoneNumber: string | null,
): Promise<void> {
  const { clientCode } = from;
  const numbers = [from, into].flatMap((contact) => contact.phoneNumber ?? []).map(numberKey);
  const optOut = await writing.database
    .selectFrom('optOuts')
    .select('word')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', [
      contactKey(from.id),
      contactKey(into.id),
      ...numbers,
      ...deletedKeys(writing.database, numbers),
    ])
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  if (!optOut) return;
  await writing.database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', '=', contactKey(from.id))
    .execute();
  if (phoneNumber === null) await addContactOptOut(writing, clientCode, { contactId: into.id, word: optOut.word });
  else await addOptOut(writing, clientCode, { phoneNumber, word: optOut.word });
}

/** Which of these keys of numbers have opted out, those of people whose data were deleted among them. */
export async function findOptedOut(
  database: Reading,
  clientCode: string,
  numberKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const keyOf = new Map(
    numberKeys.flatMap((key) => [key, ...deletedKeys(database, [key])].map((stored) => [stored, key] as const)),
  );
  const rows = await database
    .selectFrom('optOuts')
    .select('numberKey')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', ['', ...keyOf.keys()])
    .execute();
  return new Set(rows.flatMap((row) => keyOf.get(row.numberKey) ?? []));
}

/**
 * The data of a contact are deleted: what they wanted under these numbers holds on, told by keyed hashes only. Where they wanted
 * nothing, `isRefused` has them left alone all the same.
 */
export async function optOutOfDeleted(
  { database, now }: Writing,
  { clientCode, contactId }: { clientCode: string; contactId: string },
  phoneNumbers: ReadonlySet<string>,
  isRefused: boolean,
): Promise<void> {
  const keys = [...new Set([...phoneNumbers].map(numberKey))];
  const removed = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', [contactKey(contactId), ...keys])
    .returning('at')
    .execute();
  const [at] = removed.map((row) => row.at).sort();
  if ((at === undefined && !isRefused) || keys.length === 0) return;
  const rows = deletedKeys(database, keys).map((key) => ({
    clientCode,
    numberKey: key,
    phoneNumber: '',
    at: at ?? now,
    word: null,
  }));
  if (rows.length < keys.length) throw new Error('The numbers of deleted people need a key to be recognised by.');
  await database
    .insertInto('optOuts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['clientCode', 'numberKey']).doNothing())
    .execute();
}

/** False where the number had opted out already. */
export function addOptOut(
  writing: Writing,
  clientCode: string,
  { phoneNumber, word }: { phoneNumber: string; word: string | null },
): Promise<boolean> {
  return insertOptOut(writing, { clientCode, numberKey: numberKey(phoneNumber), phoneNumber, word });
}

async function insertOptOut(
  { database, now }: Writing,
  optOut: { clientCode: string; numberKey: string; phoneNumber: string; word: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('optOuts')
    .values({ ...optOut, at: now })
    .onConflict((conflict) => conflict.columns(['clientCode', 'numberKey']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A number may be written to again, and whoever has it. False where there was nothing to take back. */
export async function removeOptOut({ database }: Writing, clientCode: string, phoneNumber: string): Promise<boolean> {
  const key = numberKey(phoneNumber);
  const theirs = await contactsOf(database, clientCode, phoneNumber);
  const { numDeletedRows } = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', [key, ...deletedKeys(database, [key]), ...theirs.map(contactKey)])
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The same for somebody who is known as a contact only. */
export async function removeContactOptOut(
  { database }: Writing,
  clientCode: string,
  contactId: string,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', '=', contactKey(contactId))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Contacts with this number, and those who have opted out after a campaign had written to them at it. */
async function contactsOf(database: Reading, clientCode: string, phoneNumber: string): Promise<string[]> {
  const shown = await database
    .selectFrom('contacts')
    .select('id')
    .where('clientCode', '=', clientCode)
    .where('phoneNumber', 'in', spellingsOf(phoneNumber))
    .execute();
  const reached = await database
    .selectFrom('optOuts')
    .innerJoin('bulkRecipients', (join) => join.on('bulkRecipients.contactId', '=', keyedContact))
    .select(keyedContact.as('id'))
    .where('optOuts.clientCode', '=', clientCode)
    .where('bulkRecipients.clientCode', '=', clientCode)
    .where('bulkRecipients.numberKey', '=', numberKey(phoneNumber))
    .execute();
  return [...shown, ...reached].map(({ id }) => id);
}

/** A contact who has told no name bears that of their number. */
function givenName(name: string | null, phoneNumber: string): string | null {
  return name === `+${phoneNumber}` ? null : name;
}

/** By number, behind `after`, then those who are known as contacts only, and those of whom nothing is known any more. */
export async function readOptOuts(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after: string },
): Promise<(OptOut & { numberKey: string })[]> {
  const rows = await database
    .selectFrom('optOuts')
    .leftJoin('contacts as known', (join) =>
      join.on('known.id', '=', keyedContact).on('known.clientCode', '=', clientCode),
    )
    .select(['numberKey', 'optOuts.phoneNumber', 'at', 'word', 'known.id as contactId', 'known.name'])
    .select((eb) =>
      eb
        .selectFrom('contacts as numbered')
        .select('numbered.name')
        .where('numbered.clientCode', '=', clientCode)
        .whereRef('numbered.phoneNumber', '=', 'optOuts.phoneNumber')
        .limit(1)
        .as('numberedName'),
    )
    .where('optOuts.clientCode', '=', clientCode)
    .where('numberKey', '>', after)
    .where((eb) =>
      eb.or([
        eb('optOuts.phoneNumber', '!=', ''),
        eb('numberKey', 'like', `${DELETED}%`),
        eb.and([
          eb('known.id', 'is not', null),
          eb('known.phoneNumber', 'is', null),
          // Otherwise they are listed by the number they were written to at.
          eb.not(
            eb.exists(
              eb
                .selectFrom('bulkRecipients')
                .select('bulkRecipients.id')
                .whereRef('bulkRecipients.contactId', '=', 'known.id'),
            ),
          ),
        ]),
      ]),
    )
    .orderBy('numberKey')
    .limit(limit)
    .execute();
  return rows.map(({ phoneNumber, name, numberedName, ...row }) => ({
    ...row,
    phoneNumber: phoneNumber === '' ? null : phoneNumber,
    name: givenName(name ?? numberedName, phoneNumber),
  }));
}

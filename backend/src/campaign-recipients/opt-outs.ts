import { sql } from 'kysely';
import type { OptOut, OptOutRules } from '#contract/bulk-campaigns';
import { numberKey } from '#contract/number-spellings';
import { plainWords } from '#contract/search-words';
import { CompiledOnce, type Reading, type Writing } from '../storage/index.ts';
import {
  CONTACT,
  contactKey,
  DELETED_PERSON,
  deletedKeysOf,
  joined,
  keysOf,
  readKnown,
  readWithNumbers,
  type KnownAs,
} from './opt-out-keys.ts';

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

/** Whether somebody has opted out, by this number or as the contact they are, at another one or while they showed none. */
export async function hasOptedOut(
  database: Reading,
  clientCode: string,
  { phoneNumber, contactId }: { phoneNumber: string; contactId: string | null },
): Promise<boolean> {
  const people = await readPeople(database, clientCode, {
    phoneNumbers: [phoneNumber],
    contactIds: contactId === null ? [] : [contactId],
  });
  return (await findOldest(database, clientCode, people)) !== undefined;
}

/** Which of these keys of numbers have opted out, those of people whose data were deleted among them. */
export async function findOptedOut(
  database: Reading,
  clientCode: string,
  numberKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const people = await readWithNumbers(database, clientCode, numberKeys);
  const numberOf = new Map(
    [...people].flatMap(([number, person]) => keysOf(database, person).map((key) => [key, number])),
  );
  const rows = await database
    .selectFrom('optOuts')
    .select('numberKey')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', ['', ...numberOf.keys()])
    .execute();
  return new Set(rows.flatMap((row) => numberOf.get(row.numberKey) ?? []));
}

/**
 * Somebody wants no more: under each of these numbers, and as the contact they are, who may show none. False where all of that
 * was known.
 */
export async function addOptOut(
  { database, now }: Writing,
  clientCode: string,
  { phoneNumbers, contactId, word }: { phoneNumbers: readonly string[]; contactId?: string; word: string | null },
): Promise<boolean> {
  const rows = [
    ...phoneNumbers.map((phoneNumber) => ({ numberKey: numberKey(phoneNumber), phoneNumber })),
    ...(contactId === undefined ? [] : [{ numberKey: contactKey(contactId), phoneNumber: '' }]),
  ];
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('optOuts')
    .values(rows.map((row) => ({ ...row, clientCode, word, at: now, deletionId: null })))
    .onConflict((conflict) => conflict.columns(['clientCode', 'numberKey']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Two contacts are one from now on, or more is known of one: at this number, null where none is shown, they want what either
 * wanted, and what people wanted whose data were deleted. A number that they are not reached at any more stays as it is.
 */
export async function moveOptOut(
  writing: Writing,
  from: { id: string; clientCode: string; phoneNumber: string | null },
  into: { id: string; phoneNumber: string | null },
  phoneNumber: string | null,
): Promise<void> {
  const { database } = writing;
  const { clientCode } = from;
  const phoneNumbers = [from, into].flatMap((contact) => contact.phoneNumber ?? []);
  const people = await readPeople(database, clientCode, { phoneNumbers, contactIds: [from.id, into.id] });
  const optOut = await findOldest(database, clientCode, people);
  if (!optOut) return;
  await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', '=', contactKey(from.id))
    .execute();
  const { word } = optOut;
  await addOptOut(
    writing,
    clientCode,
    phoneNumber === null ? { phoneNumbers: [], contactId: into.id, word } : { phoneNumbers: [phoneNumber], word },
  );
}

/**
 * The data of a person are deleted: what they wanted holds on, told by keyed hashes only. Where they wanted nothing, `isRefused`
 * has them left alone all the same. All of it is one, as `deletionId`, together with what is left of deletions before.
 */
export async function optOutOfDeleted(
  { database, now }: Writing,
  { clientCode, deletionId, ...person }: KnownAs & { clientCode: string; deletionId: string },
  isRefused: boolean,
): Promise<void> {
  const removed = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', keysOf(database, person))
    .returning(['at', 'deletionId'])
    .execute();
  const [at] = removed.map((row) => row.at).sort();
  if (at === undefined && !isRefused) return;
  await database
    .updateTable('optOuts')
    .set({ deletionId })
    .where('clientCode', '=', clientCode)
    .where('deletionId', 'in', ['', ...removed.flatMap((row) => row.deletionId ?? [])])
    .execute();
  const keys = deletedKeysOf(database, person);
  const { phoneNumbers, lids, idsAtMeta } = person;
  if (phoneNumbers.length + lids.length + idsAtMeta.length === 0) return;
  if (keys.length === 0) throw new Error('Deleted people need a key to be recognised by.');
  await database
    .insertInto('optOuts')
    .values(keys.map((key) => ({ clientCode, numberKey: key, phoneNumber: '', at: at ?? now, word: null, deletionId })))
    .execute();
}

/** A number may be written to again, and whoever has it. False where there was nothing to take back. */
export async function removeOptOut(writing: Writing, clientCode: string, phoneNumber: string): Promise<boolean> {
  const { database } = writing;
  const reached = await readKnown(database, clientCode, await readReachedAt(database, clientCode, phoneNumber));
  const holders = await readPeople(database, clientCode, { phoneNumbers: [phoneNumber], contactIds: [] });
  // What else they were reached at stays as it is.
  return takeBack(writing, clientCode, joined([holders, { ...reached, phoneNumbers: [] }]));
}

/** The same for somebody who is known as a contact only. */
export async function removeContactOptOut(writing: Writing, clientCode: string, contactId: string): Promise<boolean> {
  return takeBack(writing, clientCode, await readKnown(writing.database, clientCode, [contactId]));
}

/** With all that was kept of them when their data were deleted. */
async function takeBack({ database }: Writing, clientCode: string, person: KnownAs): Promise<boolean> {
  const removed = await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', keysOf(database, person))
    .returning('deletionId')
    .execute();
  await database
    .deleteFrom('optOuts')
    .where('clientCode', '=', clientCode)
    .where('deletionId', 'in', ['', ...removed.flatMap(({ deletionId }) => deletionId ?? [])])
    .execute();
  return removed.length > 0;
}

/** What is known of whoever has one of these numbers, or is one of these contacts, as of one person. */
async function readPeople(
  database: Reading,
  clientCode: string,
  { phoneNumbers, contactIds }: { phoneNumbers: readonly string[]; contactIds: readonly string[] },
): Promise<KnownAs> {
  const holders = await readWithNumbers(database, clientCode, phoneNumbers.map(numberKey));
  return joined([...holders.values(), await readKnown(database, clientCode, contactIds)]);
}

/** What they have wanted first. */
function findOldest(
  database: Reading,
  clientCode: string,
  person: KnownAs,
): Promise<{ word: string | null } | undefined> {
  return database
    .selectFrom('optOuts')
    .select('word')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', keysOf(database, person))
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
}

/** The contact that a key stands for; of a number's it is nobody's id. */
const keyedContact = sql<string>`substr("optOuts"."numberKey", ${CONTACT.length + 1})`;

/** Contacts who have opted out after a campaign had written to them at this number. */
async function readReachedAt(database: Reading, clientCode: string, phoneNumber: string): Promise<string[]> {
  const reached = await database
    .selectFrom('optOuts')
    .innerJoin('bulkRecipients', (join) => join.on('bulkRecipients.contactId', '=', keyedContact))
    .select(keyedContact.as('id'))
    .where('optOuts.clientCode', '=', clientCode)
    .where('bulkRecipients.clientCode', '=', clientCode)
    .where('bulkRecipients.numberKey', '=', numberKey(phoneNumber))
    .execute();
  return reached.map(({ id }) => id);
}

/** A contact who has told no name bears that of their number. */
function givenName(name: string | null, phoneNumber: string): string | null {
  return name === `+${phoneNumber}` ? null : name;
}

/** Whoever was deleted is listed once, however many keys are left of them. */
const isFirstOfDeletion = sql<boolean>`not exists (
  select 1 from "optOuts" as "before"
  where "before"."clientCode" = "optOuts"."clientCode"
  and "before"."deletionId" = "optOuts"."deletionId"
  and "before"."numberKey" < "optOuts"."numberKey"
)`;

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
        eb.and([eb('numberKey', 'like', `${DELETED_PERSON}%`), isFirstOfDeletion]),
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

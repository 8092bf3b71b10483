import { numberKey, spellingsOf } from '#contract/number-spellings';
import { keyedHash, type Reading } from '../storage/index.ts';

/** Whatever is known of somebody: under each of it they may have opted out. */
export interface KnownAs {
  /** E.164 digits, in whichever spelling. */
  phoneNumbers: readonly string[];
  contactIds: readonly string[];
  /** Digits. */
  lids: readonly string[];
  /** Their business-scoped user ids. */
  idsAtMeta: readonly string[];
}

/** Before the id of a contact in place of a number. */
export const CONTACT = 'contact ';
/** Before what stands for somebody whose data were deleted. */
export const DELETED_PERSON = 'deleted ';

/** Stands for somebody as the contact they are, who may show no number. */
export function contactKey(contactId: string): string {
  return `${CONTACT}${contactId}`;
}

/** Everything by which `optOuts` may know a person. */
export function keysOf(database: Reading, person: KnownAs): string[] {
  return [
    ...person.phoneNumbers.map(numberKey),
    ...person.contactIds.map(contactKey),
    ...deletedKeysOf(database, person),
  ];
}

/**
 * What stands for a person once nobody may read who they are: of all that WhatsApp knows them by, and so tells again where it
 * is seen again. Nothing where the store has no key, and so knows nobody by such.
 */
export function deletedKeysOf(
  database: Reading,
  { phoneNumbers, lids, idsAtMeta }: Omit<KnownAs, 'contactIds'>,
): string[] {
  const told = [
    ...phoneNumbers.map(numberKey),
    ...lids.map((lid) => `lid ${lid}`),
    ...idsAtMeta.map((id) => `meta ${id}`),
  ];
  return [...new Set(told)].flatMap((text) => {
    const hash = keyedHash(database, text);
    return hash === undefined ? [] : [`${DELETED_PERSON}${hash}`];
  });
}

/** Whoever has a number, as `numberKey`, now: what is known of them, by that key. Of each of the numbers, also those that nobody has. */
export async function readWithNumbers(
  database: Reading,
  clientCode: string,
  numberKeys: readonly string[],
): Promise<ReadonlyMap<string, KnownAs>> {
  const contacts = await readContacts(database, clientCode, 'phoneNumber', numberKeys.flatMap(spellingsOf));
  const byKey = Map.groupBy(contacts, ({ phoneNumber }) => numberKey(phoneNumber ?? ''));
  return new Map(
    [...new Set(numberKeys)].map((key) => [key, { ...together(byKey.get(key) ?? []), phoneNumbers: [key] }]),
  );
}

/** What is known of these contacts. */
export async function readKnown(
  database: Reading,
  clientCode: string,
  contactIds: readonly string[],
): Promise<KnownAs> {
  const known = together(await readContacts(database, clientCode, 'id', contactIds));
  // One that is not there any more may have opted out all the same.
  return { ...known, contactIds };
}

/** Of people who are one. */
export function joined(people: readonly KnownAs[]): KnownAs {
  const all = (name: keyof KnownAs) => [...new Set(people.flatMap((person) => person[name]))];
  return {
    phoneNumbers: all('phoneNumbers'),
    contactIds: all('contactIds'),
    lids: all('lids'),
    idsAtMeta: all('idsAtMeta'),
  };
}

interface ContactKnown {
  id: string;
  phoneNumber: string | null;
  lid: string | null;
  /** Of one with several, in a row each. */
  userId: string | null;
}

function readContacts(
  database: Reading,
  clientCode: string,
  by: 'id' | 'phoneNumber',
  values: readonly string[],
): Promise<ContactKnown[]> {
  return database
    .selectFrom('contacts')
    .leftJoin('businessUsers', 'businessUsers.contactId', 'contacts.id')
    .select(['contacts.id', 'contacts.phoneNumber', 'contacts.lid', 'businessUsers.userId'])
    .where('contacts.clientCode', '=', clientCode)
    .where(`contacts.${by}`, 'in', ['', ...values])
    .execute();
}

function together(rows: readonly ContactKnown[]): KnownAs {
  return joined(
    rows.map(({ id, phoneNumber, lid, userId }) => ({
      phoneNumbers: phoneNumber === null ? [] : [phoneNumber],
      contactIds: [id],
      lids: lid === null ? [] : [lid],
      idsAtMeta: userId === null ? [] : [userId],
    })),
  );
}

import { sql } from 'kysely';
import type { MergeReason, MergeSuggestion } from '#contract/contact-merging';
import { numberKey } from '#contract/number-spellings';
import { foldForSearch } from '#contract/search-words';
import { findDistinct, listContacts, pairOf, type ContactRow } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import { hasFields, nameKeyOf, numberKeyOf } from './search-keys.ts';

/** A name that more people bear says nothing about who is who. */
const MOST_NAMESAKES = 5;
/** So many groups of contacts that are alike are looked at for one page. */
const MOST_GROUPS = 200;

/** Where a page ended: behind the contacts with this key. */
export interface SuggestionPlace {
  by: 'number' | 'name';
  key: string;
}

/** Two contacts who may be one, and why. */
interface Likeness {
  reason: MergeReason;
  fieldId: string | null;
  contacts: [ContactRow, ContactRow];
}

/**
 * Contacts who may be one person: at first those whose numbers are the same, then those with the same name and something more.
 * Leaves out who has been said to be somebody else, and who is certainly another WhatsApp account.
 */
export async function readSuggestions(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after?: SuggestionPlace },
): Promise<{ items: MergeSuggestion[]; next: SuggestionPlace | null }> {
  const found: Likeness[] = [];
  let place: SuggestionPlace | null = after ?? { by: 'number', key: '' };
  for (let left = MOST_GROUPS, isFull = false; place !== null && left > 0 && !isFull;) {
    const groups: ContactGroup[] = await readGroups(database, clientCode, place, left);
    const { alike, last, ...rest } = await alikeIn(database, groups, limit - found.length);
    found.push(...alike);
    left -= groups.length;
    isFull = rest.isFull;
    if (last !== undefined) place = { by: place.by, key: last };
    else if (!isFull) place = place.by === 'number' ? { by: 'name', key: '' } : null;
  }
  return { items: await present(database, found), next: place };
}

interface ContactGroup {
  key: string;
  contacts: ContactRow[];
}

/** The next groups of contacts with one key, in the order of keys. */
async function readGroups(
  database: Reading,
  clientCode: string,
  { by, key: after }: SuggestionPlace,
  limit: number,
): Promise<ContactGroup[]> {
  const keyOf = by === 'number' ? numberKeyOf : nameKeyOf;
  const people = database.selectFrom('contacts').where('clientCode', '=', clientCode).where('kind', '=', 'person');
  const shared = await people
    .select(keyOf.as('key'))
    .where(keyOf, '>', after)
    .groupBy(keyOf)
    .having((eb) => eb.fn.countAll(), '>', 1)
    .having((eb) => eb.fn.countAll(), '<=', MOST_NAMESAKES)
    .$if(by === 'name', (groups) => groups.having(isWorthALook))
    .orderBy(keyOf)
    .limit(limit)
    .execute();
  const rows = await people
    .selectAll()
    .select(keyOf.as('key'))
    .where(keyOf, 'in', ['', ...shared.map(({ key }) => key)])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return shared.map(({ key }) => ({ key, contacts: byKey.get(key) ?? [] }));
}

/** Namesakes are alike only where one shows no number, or several have something written down in the client's own fields. */
const isWorthALook = sql<boolean>`(count(*) > count("phoneNumber") or sum(${hasFields}) > 1)`;

/** Who is alike in whole groups, as long as they fit; `last` is the key of the last one that did. */
async function alikeIn(
  database: Reading,
  groups: readonly ContactGroup[],
  limit: number,
): Promise<{ alike: Likeness[]; last: string | undefined; isFull: boolean }> {
  const distinct = await findDistinct(
    database,
    groups.flatMap(({ contacts }) => contacts.map(({ id }) => id)),
  );
  const alike: Likeness[] = [];
  let last: string | undefined;
  for (const { key, contacts } of groups) {
    const more = alikeAmong(contacts, distinct);
    if (alike.length + more.length > limit) return { alike, last, isFull: true };
    alike.push(...more);
    last = key;
  }
  return { alike, last, isFull: false };
}

/** Each contact beside the first of those known for longer who may be the same person. */
function alikeAmong(contacts: readonly ContactRow[], distinct: ReadonlySet<string>): Likeness[] {
  return contacts.flatMap((contact, place) => {
    for (const earlier of contacts.slice(0, place)) {
      const { oneId, otherId } = pairOf(earlier.id, contact.id);
      const likeness = distinct.has(`${oneId} ${otherId}`) ? undefined : likenessOf(earlier, contact);
      if (likeness) return [{ ...likeness, contacts: [earlier, contact] as [ContactRow, ContactRow] }];
    }
    return [];
  });
}

function likenessOf(one: ContactRow, other: ContactRow): Pick<Likeness, 'reason' | 'fieldId'> | undefined {
  if (one.lid !== null && other.lid !== null) return undefined;
  const [number, otherNumber] = [one, other].map(({ phoneNumber }) => phoneNumber && numberKey(phoneNumber));
  if (number && number === otherNumber) return { reason: 'same_number', fieldId: null };
  // Without an address nobody could ever tell whether they are one.
  if ([one, other].some(({ phoneNumber, lid }) => phoneNumber === null && lid === null)) return undefined;
  if (!isSameName(one, other)) return undefined;
  const fieldId = sameField(one, other);
  if (fieldId !== undefined) return { reason: 'same_field', fieldId };
  return number && otherNumber ? undefined : { reason: 'same_name', fieldId: null };
}

/** Whoever has told no name is called by their number, or by nothing of their own. */
function isSameName(one: ContactRow, other: ContactRow): boolean {
  if (one.namedByTeam === 0 && one.whatsappName === '') return false;
  if (other.namedByTeam === 0 && other.whatsappName === '') return false;
  return foldForSearch(one.name).trim() === foldForSearch(other.name).trim();
}

function sameField(one: ContactRow, other: ContactRow): string | undefined {
  const [ours, theirs] = [one, other].map(({ fields }) => JSON.parse(fields) as Record<string, string>);
  return Object.entries(ours ?? {}).find(([fieldId, value]) => {
    const [said, alsoSaid] = [value, theirs?.[fieldId] ?? ''].map((text) => foldForSearch(text).trim());
    return said !== '' && said === alsoSaid;
  })?.[0];
}

async function present(database: Reading, found: readonly Likeness[]): Promise<MergeSuggestion[]> {
  const rows = new Map(found.flatMap(({ contacts }) => contacts.map((row) => [row.id, row] as const)));
  const listed = new Map((await listContacts(database, [...rows.values()])).map((contact) => [contact.id, contact]));
  return found.flatMap(({ reason, fieldId, contacts }) => {
    const [one, other] = contacts.map(({ id }) => listed.get(id));
    return one && other ? [{ reason, fieldId, contacts: [one, other] as [typeof one, typeof other] }] : [];
  });
}

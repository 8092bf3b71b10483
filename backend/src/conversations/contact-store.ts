import { randomUUIDv7 } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Contact } from '#contract/conversations';
import { CompiledOnce, type ContactsTable, type Reading, type Writing } from '../storage/index.ts';
import { contactSearchText } from './search-text.ts';

export type ContactRow = Selectable<ContactsTable>;

/** A person's business-scoped user id at Meta, as one line knows it (Cloud API, business-scoped user IDs). */
export interface BusinessUser {
  sessionId: string;
  /** Such as "US.13491208655302741918". */
  userId: string;
}

/**
 * A person's addresses on WhatsApp, digits only, at least one of them; or what stands before `@g.us` of a group. Over Meta's
 * Cloud API people have an id in place of a LID.
 */
export interface WhatsAppAddress {
  phoneNumber?: string;
  lid?: string;
  groupId?: string;
  businessUser?: BusinessUser;
}

export function toContact(row: ContactRow): Contact {
  const { id, version, kind, name, whatsappName, phoneNumber, stage, notes, createdAt } = row;
  const fields = JSON.parse(row.fields) as Contact['fields'];
  return {
    id,
    version,
    kind,
    name,
    whatsappName,
    phoneNumber,
    stage,
    notes,
    fields,
    agentRun: agentRunOf(row),
    createdAt,
  };
}

/** How far the bot is that was asked to write to them first. */
export function agentRunOf({ agentRun }: Pick<ContactRow, 'agentRun'>): Contact['agentRun'] {
  return agentRun === null ? null : (JSON.parse(agentRun) as Contact['agentRun']);
}

/** What a contact is called to whom the team has given no name. A LID is never shown as a phone number. */
export function nameWithoutTeam({
  kind,
  whatsappName,
  phoneNumber,
}: Pick<ContactRow, 'kind' | 'whatsappName' | 'phoneNumber'>): string {
  if (whatsappName !== '' || kind === 'group') return whatsappName;
  return phoneNumber === null ? 'WhatsApp' : `+${phoneNumber}`;
}

export function findContact(database: Reading, clientCode: string, id: string): Promise<ContactRow | undefined> {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whether two contacts cannot be one person. The LID is who somebody is; without it only the number tells. */
export function areDifferentPeople(
  one: Pick<ContactRow, 'phoneNumber' | 'lid'>,
  other: Pick<ContactRow, 'phoneNumber' | 'lid'>,
): boolean {
  if (one.lid !== null && other.lid !== null) return one.lid !== other.lid;
  return one.phoneNumber !== null && other.phoneNumber !== null && one.phoneNumber !== other.phoneNumber;
}

/** Only of addresses that there are. */
const selectByAddress = new CompiledOnce(
  (
    database,
    { clientCode, ...addresses }: { clientCode: string } & Pick<WhatsAppAddress, 'phoneNumber' | 'lid' | 'groupId'>,
  ) =>
    database
      .selectFrom('contacts')
      .selectAll()
      .where('clientCode', '=', clientCode)
      .where((eb) => eb.or(addresses)),
);

/** The people of a client who have one of these numbers, whoever was there first before the others. */
export function findContactsByNumber(
  database: Reading,
  clientCode: string,
  phoneNumbers: readonly string[],
): Promise<ContactRow[]> {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('phoneNumber', 'in', ['', ...phoneNumbers])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** Which of these contacts have written in a group. */
export async function findWritersInGroups(
  database: Reading,
  contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('contacts')
    .select('contacts.id')
    .where('contacts.id', 'in', ['', ...contactIds])
    .where((eb) =>
      eb.exists(eb.selectFrom('messages').select('messages.id').whereRef('messages.participantId', '=', 'contacts.id')),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The contacts that hold one of the addresses: none, one, or two that turn out to be the same person. A group is one. */
export function findContactsByAddress(
  database: Reading,
  clientCode: string,
  address: WhatsAppAddress,
): Promise<ContactRow[]> {
  const { phoneNumber, lid, groupId } = address;
  return selectByAddress.execute(database, {
    clientCode,
    ...(phoneNumber && { phoneNumber }),
    ...(lid && { lid }),
    ...(groupId && { groupId }),
  });
}

/** A contact that is not stored yet, hence version 0. */
export function newContact(
  clientCode: string,
  address: WhatsAppAddress,
  { whatsappName, now }: { whatsappName: string; now: string },
): ContactRow {
  const kind = address.groupId ? 'group' : 'person';
  const phoneNumber = address.phoneNumber ?? null;
  const name = nameWithoutTeam({ kind, whatsappName, phoneNumber });
  return {
    id: randomUUIDv7(),
    clientCode,
    version: 0,
    kind,
    name,
    whatsappName,
    phoneNumber,
    lid: address.lid ?? null,
    groupId: address.groupId ?? null,
    stage: null,
    notes: '',
    fields: '{}',
    agentRun: null,
    namedByTeam: 0,
    searchText: contactSearchText(name, phoneNumber),
    createdAt: now,
  };
}

export async function createContact(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  whatsappName: string,
): Promise<ContactRow> {
  const row = newContact(clientCode, address, { whatsappName, now: writing.now });
  let version = 0;
  await writing.event(clientCode, 'contact:updated', async (seq) => {
    version = seq;
    await insertContacts(writing, [{ ...row, version }]);
    return { contact: toContact({ ...row, version }) };
  });
  return { ...row, version };
}

/** Stores new contacts as they stand, under the `seq` of an event that tells of all of them. */
export async function insertContacts({ database }: Writing, rows: readonly ContactRow[]): Promise<void> {
  if (rows.length > 0) await database.insertInto('contacts').values(rows).execute();
}

/** Stores a changed contact as it stands, under the `seq` of the event that tells of it. */
export async function replaceContact({ database }: Writing, contact: ContactRow): Promise<void> {
  await update.execute(database, contact);
}

const update = new CompiledOnce((database, contact: ContactRow) => {
  const { id, clientCode, kind: _kind, groupId: _groupId, ...columns } = contact;
  return database.updateTable('contacts').set(columns).where('clientCode', '=', clientCode).where('id', '=', id);
});

export async function updateContact(
  writing: Writing,
  contact: ContactRow,
  change: Partial<Omit<ContactRow, 'id' | 'clientCode' | 'version' | 'kind' | 'groupId' | 'searchText'>>,
): Promise<ContactRow> {
  let changed = { ...contact, ...change };
  await writing.event(contact.clientCode, 'contact:updated', async (seq) => {
    changed = { ...changed, version: seq, searchText: contactSearchText(changed.name, changed.phoneNumber) };
    await replaceContact(writing, changed);
    return { contact: toContact(changed) };
  });
  return changed;
}

export async function deleteContact(writing: Writing, contact: ContactRow, mergedInto: string): Promise<void> {
  await writing.event(contact.clientCode, 'contact:removed', async () => {
    await writing.database
      .deleteFrom('contacts')
      .where('clientCode', '=', contact.clientCode)
      .where('id', '=', contact.id)
      .execute();
    return { contactId: contact.id, mergedInto };
  });
}

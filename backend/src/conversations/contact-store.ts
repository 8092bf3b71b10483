import { randomUUID } from 'node:crypto';
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
      .where((eb) => eb.or(addresses))
      .orderBy('createdAt')
      .orderBy('id'),
);

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

export async function createContact(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  whatsappName: string,
): Promise<ContactRow> {
  const kind = address.groupId ? 'group' : 'person';
  const phoneNumber = address.phoneNumber ?? null;
  const name = nameWithoutTeam({ kind, whatsappName, phoneNumber });
  const row: Omit<ContactRow, 'version'> = {
    id: randomUUID(),
    clientCode,
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
    createdAt: writing.now,
  };
  let version = 0;
  await writing.event(clientCode, 'contact:updated', async (seq) => {
    version = seq;
    await writing.database
      .insertInto('contacts')
      .values({ ...row, version })
      .execute();
    return { contact: toContact({ ...row, version }) };
  });
  return { ...row, version };
}

export async function updateContact(
  writing: Writing,
  contact: ContactRow,
  change: Partial<Omit<ContactRow, 'id' | 'clientCode' | 'version' | 'kind' | 'groupId' | 'searchText' | 'createdAt'>>,
): Promise<ContactRow> {
  let changed = { ...contact, ...change };
  await writing.event(contact.clientCode, 'contact:updated', async (seq) => {
    changed = { ...changed, version: seq, searchText: contactSearchText(changed.name, changed.phoneNumber) };
    const { name, whatsappName, phoneNumber, lid, stage, notes, fields, namedByTeam, searchText, version } = changed;
    const { agentRun } = changed;
    await writing.database
      .updateTable('contacts')
      .set({ name, whatsappName, phoneNumber, lid, stage, notes, fields, agentRun, namedByTeam, searchText, version })
      .where('clientCode', '=', contact.clientCode)
      .where('id', '=', contact.id)
      .execute();
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

import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Contact } from '#contract/conversations';
import type { ContactsTable, Reading, Writing } from '../storage/index.ts';
import { contactSearchText } from './search-text.ts';

export type ContactRow = Selectable<ContactsTable>;

/** A person's addresses on WhatsApp, digits only: at least one of the two. */
export interface WhatsAppAddress {
  phoneNumber?: string;
  lid?: string;
}

export function toContact(row: ContactRow): Contact {
  const { id, name, phoneNumber, stage, createdAt } = row;
  return { id, version: row.version, name, phoneNumber, stage, createdAt };
}

export function findContact(database: Reading, clientCode: string, id: string): Promise<ContactRow | undefined> {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The contacts that hold one of the addresses: none, one, or two that turn out to be the same person. */
export async function findContactsByAddress(
  database: Reading,
  clientCode: string,
  address: WhatsAppAddress,
): Promise<ContactRow[]> {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where((eb) =>
      eb.or([
        ...(address.phoneNumber ? [eb('phoneNumber', '=', address.phoneNumber)] : []),
        ...(address.lid ? [eb('lid', '=', address.lid)] : []),
      ]),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function createContact(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  name: string,
): Promise<ContactRow> {
  const phoneNumber = address.phoneNumber ?? null;
  const row = {
    id: randomUUID(),
    clientCode,
    name,
    phoneNumber,
    lid: address.lid ?? null,
    stage: null,
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
  change: Partial<Pick<ContactRow, 'name' | 'phoneNumber' | 'lid'>>,
): Promise<ContactRow> {
  let changed = { ...contact, ...change };
  await writing.event(contact.clientCode, 'contact:updated', async (seq) => {
    changed = { ...changed, version: seq, searchText: contactSearchText(changed.name, changed.phoneNumber) };
    const { name, phoneNumber, lid, searchText, version } = changed;
    await writing.database
      .updateTable('contacts')
      .set({ name, phoneNumber, lid, searchText, version })
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

import type { Writing } from '../storage/index.ts';
import {
  createContact,
  findContactsByAddress,
  updateContact,
  type ContactRow,
  type WhatsAppAddress,
} from './contact-store.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * The one contact behind these addresses: found, completed with the address it lacked, merged when two turn out to be one
 * person, or created. `name` is what the person calls themselves on WhatsApp, when it is known.
 */
export async function resolveContact(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  name: string | undefined,
): Promise<ContactRow> {
  const [first, second] = await findContactsByAddress(writing.database, clientCode, address);
  if (!first) return createContact(writing, clientCode, address, name ?? nameless(address));
  const contact = second ? await mergeContacts(writing, second, first) : first;

  const change: Partial<Pick<ContactRow, 'name' | 'phoneNumber' | 'lid'>> = {};
  if (address.phoneNumber && contact.phoneNumber === null) change.phoneNumber = address.phoneNumber;
  if (address.lid && contact.lid === null) change.lid = address.lid;
  if (name && name !== contact.name) change.name = name;
  return Object.keys(change).length > 0 ? updateContact(writing, contact, change) : contact;
}

/** A LID is never shown as a phone number, so a contact known by its LID alone has no digits for a name. */
function nameless(address: WhatsAppAddress): string {
  return address.phoneNumber ? `+${address.phoneNumber}` : 'WhatsApp';
}

/** WhatsApp has told that these two addresses are one person: completes or merges who is known by either of them. */
export async function learnAddresses(
  writing: Writing,
  clientCode: string,
  address: Required<WhatsAppAddress>,
): Promise<void> {
  const known = await findContactsByAddress(writing.database, clientCode, address);
  if (known.length > 0) await resolveContact(writing, clientCode, address, undefined);
}

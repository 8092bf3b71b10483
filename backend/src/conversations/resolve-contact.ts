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
 * The one contact behind these addresses. A group has one address for ever, and none of a person's. The LID is who somebody is, the phone number only where they are reached: numbers
 * change hands. So a number that WhatsApp now tells of another LID moves there, and two contacts are merged only where they
 * do not contradict each other. `name` is what the person calls themselves on WhatsApp, or a group's subject, when it is known.
 */
export async function resolveContact(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  name: string | undefined,
): Promise<ContactRow> {
  const contact = await settleAddress(writing, clientCode, address, name);
  return name === undefined || name === '' ? contact : learnName(writing, contact, name);
}

/** WhatsApp has told a name. It is what the contact is called, unless the team has given them one. */
export async function learnName(writing: Writing, contact: ContactRow, whatsappName: string): Promise<ContactRow> {
  if (whatsappName === contact.whatsappName) return contact;
  return updateContact(writing, contact, {
    whatsappName,
    ...(contact.namedByTeam === 0 && { name: whatsappName }),
  });
}

async function settleAddress(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  name: string | undefined,
): Promise<ContactRow> {
  const { phoneNumber, lid, groupId } = address;
  const found = await findContactsByAddress(writing.database, clientCode, address);
  if (groupId !== undefined) return found[0] ?? createContact(writing, clientCode, { groupId }, name ?? '');
  const byLid = found.find((contact) => lid !== undefined && contact.lid === lid);
  const byPhone = found.find((contact) => phoneNumber !== undefined && contact.phoneNumber === phoneNumber);

  if (byPhone && lid !== undefined && byPhone.lid !== null && byPhone.lid !== lid) {
    await updateContact(writing, byPhone, { phoneNumber: null });
  } else if (byLid && byPhone && byLid !== byPhone) {
    return byLid.phoneNumber === null
      ? mergeContacts(writing, byLid, byPhone)
      : mergeContacts(writing, byPhone, byLid, address);
  } else if (byPhone) {
    return lid !== undefined && byPhone.lid === null ? updateContact(writing, byPhone, { lid }) : byPhone;
  }
  if (!byLid) return createContact(writing, clientCode, address, name ?? '');
  const moved = phoneNumber !== undefined && byLid.phoneNumber !== phoneNumber;
  return moved ? updateContact(writing, byLid, { phoneNumber }) : byLid;
}

/** WhatsApp has told that these two addresses are one person: completes or merges who is known by either of them. */
export async function learnAddresses(
  writing: Writing,
  clientCode: string,
  address: { phoneNumber: string; lid: string },
): Promise<void> {
  const known = await findContactsByAddress(writing.database, clientCode, address);
  if (known.length > 0) await resolveContact(writing, clientCode, address, undefined);
}

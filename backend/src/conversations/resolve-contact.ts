import { moveOptOut } from '../campaign-recipients/index.ts';
import type { Writing } from '../storage/index.ts';
import { findBusinessUser, saveBusinessUser } from './business-users.ts';
import {
  createContact,
  findContactsByAddress,
  updateContact,
  type ContactRow,
  type WhatsAppAddress,
} from './contact-store.ts';
import { keepFormerNumbers } from './former-numbers.ts';
import { mergeContacts } from './merge-contacts.ts';
import { spellingsOf } from '#contract/number-spellings';

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
  if (lid === undefined && groupId === undefined) return settleByNumber(writing, clientCode, address, name);
  const found = await findContactsByAddress(writing.database, clientCode, address);
  if (groupId !== undefined) return found[0] ?? createContact(writing, clientCode, { groupId }, name ?? '');
  const byLid = found.find((contact) => lid !== undefined && contact.lid === lid);
  const byPhone =
    found.find((contact) => phoneNumber !== undefined && contact.phoneNumber === phoneNumber) ??
    (byLid ? undefined : await findUnderOtherSpelling(writing, clientCode, phoneNumber));

  if (byPhone && lid !== undefined && byPhone.lid !== null && byPhone.lid !== lid) {
    await updateContact(writing, byPhone, { phoneNumber: null });
  } else if (byLid && byPhone && byLid !== byPhone) {
    return byLid.phoneNumber === null
      ? mergeContacts(writing, byLid, byPhone)
      : mergeContacts(writing, byPhone, byLid, address);
  } else if (byPhone) {
    return lid !== undefined && byPhone.lid === null
      ? updateContact(writing, byPhone, { lid, ...(phoneNumber !== undefined && { phoneNumber }) })
      : byPhone;
  }
  if (!byLid) return recognised(writing, await createContact(writing, clientCode, address, name ?? ''));
  if (phoneNumber === undefined || byLid.phoneNumber === phoneNumber) return byLid;
  return updateNumber(writing, byLid, phoneNumber);
}

/** What they wanted as somebody with another number, or with none that was shown, holds on. */
async function updateNumber(writing: Writing, contact: ContactRow, phoneNumber: string): Promise<ContactRow> {
  const updated = await updateContact(writing, contact, { phoneNumber });
  await moveOptOut(writing, contact, contact, phoneNumber);
  await keepFormerNumbers(writing, contact, [contact.phoneNumber], phoneNumber);
  return updated;
}

/**
 * Somebody new who shows no number may have wanted no more when their data were deleted: that they do is listed again, and can be
 * taken back. With a number it is told by that.
 */
async function recognised(writing: Writing, contact: ContactRow): Promise<ContactRow> {
  if (contact.kind === 'person' && contact.phoneNumber === null) await moveOptOut(writing, contact, contact, null);
  return contact;
}

/**
 * Without a LID the number is who somebody is. Over Meta's Cloud API people may show none, and their id there tells. A number
 * may be known in its other spelling: the one that WhatsApp tells of stays.
 */
async function settleByNumber(
  writing: Writing,
  clientCode: string,
  { phoneNumber, businessUser }: WhatsAppAddress,
  name: string | undefined,
): Promise<ContactRow> {
  const { database } = writing;
  const known = businessUser && (await findBusinessUser(database, clientCode, businessUser));
  if (phoneNumber === undefined && known) return known;
  let contact = await findBySpelling(writing, clientCode, phoneNumber);
  if (contact && known && known.id !== contact.id) {
    // With a number of its own it was somebody else: an id moves on with whoever has it.
    if (known.phoneNumber === null) contact = await mergeContacts(writing, known, contact, {});
  } else if (!contact && known?.phoneNumber === null && phoneNumber !== undefined) {
    contact = await updateNumber(writing, known, phoneNumber);
  }
  const address = phoneNumber === undefined ? {} : { phoneNumber };
  contact ??= await createContact(writing, clientCode, address, name ?? '');
  if (!businessUser || known?.id === contact.id) return contact;
  await saveBusinessUser(writing, clientCode, businessUser, contact.id);
  return recognised(writing, contact);
}

/** Whoever is known by the other spelling of a number that WhatsApp now tells the LID of: nobody has both spellings. */
async function findUnderOtherSpelling(
  writing: Writing,
  clientCode: string,
  phoneNumber: string | undefined,
): Promise<ContactRow | undefined> {
  for (const spelling of phoneNumber === undefined ? [] : spellingsOf(phoneNumber).slice(1)) {
    const [contact] = await findContactsByAddress(writing.database, clientCode, { phoneNumber: spelling });
    if (contact?.lid === null) return contact;
  }
  return undefined;
}

async function findBySpelling(
  writing: Writing,
  clientCode: string,
  phoneNumber: string | undefined,
): Promise<ContactRow | undefined> {
  for (const spelling of phoneNumber === undefined ? [] : spellingsOf(phoneNumber)) {
    const [contact] = await findContactsByAddress(writing.database, clientCode, { phoneNumber: spelling });
    if (contact && spelling !== phoneNumber) return updateContact(writing, contact, { phoneNumber });
    if (contact) return contact;
  }
  return undefined;
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

import { moveOptOut } from '../campaign-recipients/index.ts';
import type { Writing } from '../storage/index.ts';
import { faultUntilHeard } from './agent-run.ts';
import {
  agentRunOf,
  findContactsByAddress,
  nameWithoutTeam,
  updateContact,
  type ContactRow,
  type WhatsAppAddress,
} from './contact-store.ts';
import { findConversationOnSession } from './conversation-store.ts';
import { keepFormerNumbers } from './former-numbers.ts';
import { mergeContacts } from './merge-contacts.ts';
import { resolveContact } from './resolve-contact.ts';
import { addTeamLine } from './team-lines.ts';

/**
 * WhatsApp has told that a person has another phone number from now on: the contact goes on under it, and the conversation
 * says so. Told again it changes nothing.
 */
export async function changeNumber(
  writing: Writing,
  { clientCode, sessionId }: { clientCode: string; sessionId: string },
  address: WhatsAppAddress,
  phoneNumber: string,
): Promise<void> {
  const [known] = address.phoneNumber
    ? await findContactsByAddress(writing.database, clientCode, { phoneNumber: address.phoneNumber })
    : [];
  if (!known || known.phoneNumber === phoneNumber) return;
  const [other] = await findContactsByAddress(writing.database, clientCode, { phoneNumber });
  const contact = other
    ? await mergeContacts(writing, known, other, { phoneNumber })
    : await updateContact(writing, known, { phoneNumber, ...renamed(known, phoneNumber), ...unblamed(known) });
  if (!other) {
    await moveOptOut(writing, known, known, phoneNumber);
    await keepFormerNumbers(writing, known, [known.phoneNumber], phoneNumber);
  }
  if (address.businessUser) await resolveContact(writing, clientCode, { ...address, phoneNumber }, undefined);
  const conversation = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  if (!conversation) return;
  const params = { from: known.phoneNumber ?? '', to: phoneNumber };
  await addTeamLine(writing, conversation, conversation, {
    type: 'system',
    system: { code: 'changed_number', params },
    userId: null,
  });
}

/** That nobody was reached at the number before says nothing of this one. */
function unblamed(contact: ContactRow): Partial<ContactRow> {
  const run = agentRunOf(contact);
  return run && faultUntilHeard(run) ? { agentRun: null } : {};
}

/** Somebody without a name is called by their number. */
function renamed({ kind, whatsappName, namedByTeam }: ContactRow, phoneNumber: string): Partial<ContactRow> {
  return namedByTeam === 0 && whatsappName === '' ? { name: nameWithoutTeam({ kind, whatsappName, phoneNumber }) } : {};
}

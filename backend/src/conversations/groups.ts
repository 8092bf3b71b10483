import type { Reading, Writing } from '../storage/index.ts';
import { findContactsByAddress, updateContact } from './contact-store.ts';
import { learnAddresses } from './resolve-contact.ts';

/** WhatsApp has told a group's subject: its contact, where there is one, is called so from now on. */
export async function nameGroup(writing: Writing, clientCode: string, groupId: string, subject: string): Promise<void> {
  const [group] = await findContactsByAddress(writing.database, clientCode, { groupId });
  if (group && group.name !== subject) await updateContact(writing, group, { name: subject });
}

/** The groups with a conversation on this session whose subject is not known yet. */
export async function readNamelessGroups(database: Reading, clientCode: string, sessionId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('conversations')
    .innerJoin('contacts', 'contacts.id', 'conversations.contactId')
    .select('contacts.groupId')
    .where('conversations.clientCode', '=', clientCode)
    .where('conversations.sessionId', '=', sessionId)
    .where('contacts.kind', '=', 'group')
    .where('contacts.name', '=', '')
    .execute();
  return rows.flatMap(({ groupId }) => groupId ?? []);
}

/** Completes the contacts that are known by their LID alone. Who has never written is nobody's contact, and stays so. */
export async function learnMembers(
  writing: Writing,
  clientCode: string,
  members: readonly { phoneNumber: string; lid: string }[],
): Promise<void> {
  const known = await writing.database
    .selectFrom('contacts')
    .select('lid')
    .where('clientCode', '=', clientCode)
    .where('phoneNumber', 'is', null)
    .where('lid', 'in', ['', ...members.map(({ lid }) => lid)])
    .execute();
  const lids = new Set(known.map(({ lid }) => lid));
  for (const member of members) if (lids.has(member.lid)) await learnAddresses(writing, clientCode, member);
}

import type { Reading, Writing } from '../storage/index.ts';
import { findContactsByAddress } from './contact-store.ts';
import { learnAddresses, learnName } from './resolve-contact.ts';

/** WhatsApp has told a group's subject: its contact, where there is one, is called so from now on. */
export async function nameGroup(writing: Writing, clientCode: string, groupId: string, subject: string): Promise<void> {
  const [group] = await findContactsByAddress(writing.database, clientCode, { groupId });
  if (group) await learnName(writing, group, subject);
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
    .where('contacts.whatsappName', '=', '')
    .execute();
  return rows.flatMap(({ groupId }) => groupId ?? []);
}

/** Completes the contacts that are known by one address alone. Who has never written is nobody's contact, and stays so. */
export async function learnMembers(
  writing: Writing,
  clientCode: string,
  members: readonly { phoneNumber: string; lid: string }[],
): Promise<void> {
  const known = await writing.database
    .selectFrom('contacts')
    .select(['phoneNumber', 'lid'])
    .where('clientCode', '=', clientCode)
    .where((eb) =>
      eb.or([
        eb('lid', 'in', ['', ...members.map(({ lid }) => lid)]).and('phoneNumber', 'is', null),
        eb('phoneNumber', 'in', ['', ...members.map(({ phoneNumber }) => phoneNumber)]).and('lid', 'is', null),
      ]),
    )
    .execute();
  const incomplete = new Set(known.map(({ phoneNumber, lid }) => phoneNumber ?? lid));
  for (const member of members) {
    if (incomplete.has(member.phoneNumber) || incomplete.has(member.lid)) {
      await learnAddresses(writing, clientCode, member);
    }
  }
}

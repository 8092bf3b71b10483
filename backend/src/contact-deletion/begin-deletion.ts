import { randomUUID } from 'node:crypto';
import { forgetOptOut, forgetRecipient } from '../campaign-recipients/index.ts';
import { disownContact, type ContactRow } from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';
import { insertDeletion, type DeletedPerson, type DeletionRow } from './deletion-store.ts';
import { readKnownNumbers } from './known-numbers.ts';

export interface WantedDeletion {
  requestedBy: string;
  /** Nobody writes to their number by themselves any more. */
  leaveAlone: boolean;
}

/**
 * The one write after which a contact is gone for everybody: no page shows them, nothing is sent to them, campaigns count them and
 * name nobody. What takes longer, `ContactDeletions` does afterwards.
 */
export async function beginDeletion(
  writing: Writing,
  contact: ContactRow,
  { requestedBy, leaveAlone }: WantedDeletion,
): Promise<DeletionRow> {
  const { id: contactId, clientCode, lid, name, whatsappName } = contact;
  const phoneNumbers = await readKnownNumbers(writing.database, contact);
  const recipient = { clientCode, contactId, phoneNumbers };
  const deletionId = randomUUID();
  const { tried, idsAtMeta } = await disownContact(writing, contact);
  await forgetOptOut(writing, { ...recipient, lid, idsAtMeta, deletionId }, leaveAlone);
  await forgetRecipient(writing, recipient, tried);
  const person: DeletedPerson = { phoneNumbers, lid, names: [...new Set([name, whatsappName])], idsAtMeta };
  const row: DeletionRow = {
    id: deletionId,
    clientCode,
    contactId,
    person: JSON.stringify(person),
    requestedBy,
    requestedAt: writing.now,
  };
  await insertDeletion(writing, row);
  for (const kind of ['deletions', 'optOuts'])
    await writing.event(clientCode, 'settings:changed', () => Promise.resolve({ kind }));
  return row;
}

import type { CancelRunsResponse, KeptRun } from '#contract/contacts';
import { findRunOf, updateRun } from '../bot-plans/index.ts';
import { agentRunOf, findContact, hideRun, toContact, type ContactRow } from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';

/** The bot writes to none of these contacts of whom it was asked, as far as it has not begun to. */
export async function cancelRuns(
  writing: Writing,
  clientCode: string,
  contactIds: readonly string[],
): Promise<Pick<CancelRunsResponse, 'contacts' | 'kept'>> {
  const answer: Pick<CancelRunsResponse, 'contacts' | 'kept'> = { contacts: [], kept: [] };
  for (const contactId of new Set(contactIds)) {
    const contact = await findContact(writing.database, clientCode, contactId);
    const cancelled = contact ? await cancelRun(writing, contact) : 'not_found';
    if (typeof cancelled === 'string') answer.kept.push({ contactId, reason: cancelled });
    else answer.contacts.push(toContact(cancelled));
  }
  return answer;
}

async function cancelRun(writing: Writing, contact: ContactRow): Promise<ContactRow | KeptRun['reason']> {
  const run = await findRunOf(writing.database, contact.id);
  if (run?.stage !== 'waiting') return agentRunOf(contact)?.state === 'writing' ? 'writing' : 'not_waiting';
  // It stays for whoever is asking WhatsApp about the number just now: that counts for the line all the same.
  await updateRun(writing, run, { stage: 'over' });
  return hideRun(writing, contact);
}

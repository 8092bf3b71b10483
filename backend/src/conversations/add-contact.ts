import type { CreateContactRequest } from '#contract/contacts';
import { spellingsOf } from '#contract/number-spellings';
import type { Writing } from '../storage/index.ts';
import { HttpProblem, requirePossibleNumber } from '../web/index.ts';
import { changeContact } from './change-contact.ts';
import { createContact, findContactsByAddress, type ContactRow } from './contact-store.ts';
import { requireStage } from './require-stage.ts';

/**
 * Somebody who has not written yet, as the team knows them. Throws `conflict`, with the `contactId` of whoever has the number
 * in one of its spellings, and `bad-request` where it can be nobody's or there is no such stage.
 */
export async function addContact(
  writing: Writing,
  clientCode: string,
  { phoneNumber, name, stage }: CreateContactRequest,
): Promise<ContactRow> {
  requirePossibleNumber(phoneNumber);
  if (stage !== undefined) await requireStage(writing.database, clientCode, stage);
  for (const spelling of spellingsOf(phoneNumber)) {
    const [known] = await findContactsByAddress(writing.database, clientCode, { phoneNumber: spelling });
    if (known) {
      throw new HttpProblem('conflict', 'A contact has this number.', {
        errors: [{ path: 'phoneNumber', message: 'A contact has this number.' }],
        members: { contactId: known.id },
      });
    }
  }
  const contact = await createContact(writing, clientCode, { phoneNumber }, '');
  return changeContact(writing, contact, { name, ...(stage !== undefined && { stage }) });
}

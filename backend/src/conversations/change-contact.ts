import type { UpdateContactRequest } from '#contract/contacts';
import type { Writing } from '../storage/index.ts';
import { updateContact, type ContactRow } from './contact-store.ts';

/** Writes down what the team knows of a contact; asking for what is already so logs nothing. */
export async function changeContact(
  writing: Writing,
  contact: ContactRow,
  { name, stage, notes, fields }: UpdateContactRequest,
): Promise<ContactRow> {
  const isRenamed = name !== undefined && name !== contact.name;
  const kept = fields && Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
  const change = {
    ...(isRenamed && { name, namedByTeam: 1 as const }),
    ...(stage !== undefined && { stage }),
    ...(notes !== undefined && { notes }),
    ...(kept && { fields: JSON.stringify(kept) }),
  };
  const isSame = Object.entries(change).every(([column, value]) => contact[column as keyof ContactRow] === value);
  return isSame ? contact : updateContact(writing, contact, change);
}

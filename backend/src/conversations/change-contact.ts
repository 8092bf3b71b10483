import type { UpdateContactRequest } from '#contract/contacts';
import type { Writing } from '../storage/index.ts';
import { nameWithoutTeam, updateContact, type ContactRow } from './contact-store.ts';

/** Writes down what the team knows of a contact; asking for what is already so logs nothing. */
export async function changeContact(
  writing: Writing,
  contact: ContactRow,
  { name, stage, notes, fields }: Omit<UpdateContactRequest, 'version'>,
): Promise<ContactRow> {
  const change = {
    ...(name !== undefined && name !== contact.name && named(contact, name)),
    ...(stage !== undefined && { stage }),
    ...(notes !== undefined && { notes }),
    ...(fields && { fields: withFields(contact, fields) }),
  };
  const isSame = Object.entries(change).every(([column, value]) => contact[column as keyof ContactRow] === value);
  return isSame ? contact : updateContact(writing, contact, change);
}

function named(contact: ContactRow, name: string | null): Pick<ContactRow, 'name' | 'namedByTeam'> {
  return name === null ? { name: nameWithoutTeam(contact), namedByTeam: 0 } : { name, namedByTeam: 1 };
}

function withFields({ fields }: ContactRow, changed: Record<string, string>): string {
  const all = { ...(JSON.parse(fields) as Record<string, string>), ...changed };
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== '')));
}

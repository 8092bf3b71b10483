import type { UpdateContactRequest } from '#contract/contacts';
import type { Writing } from '../storage/index.ts';
import { nameWithoutTeam, updateContact, type ContactRow } from './contact-store.ts';

/** What the team can write down about a contact. */
export type ContactChange = Omit<UpdateContactRequest, 'version'>;

/** Writes down what the team knows of a contact; asking for what is already so logs nothing. */
export async function changeContact(writing: Writing, contact: ContactRow, change: ContactChange): Promise<ContactRow> {
  const columns = changedColumns(contact, change);
  return Object.keys(columns).length === 0 ? contact : updateContact(writing, contact, columns);
}

/** The columns that a change makes different. */
export function changedColumns(
  contact: ContactRow,
  { name, stage, notes, fields }: ContactChange,
): Partial<Pick<ContactRow, 'name' | 'namedByTeam' | 'stage' | 'notes' | 'fields'>> {
  const change = {
    ...(name !== undefined && name !== contact.name && named(contact, name)),
    ...(stage !== undefined && { stage }),
    ...(notes !== undefined && { notes }),
    ...(fields && { fields: withFields(contact, fields) }),
  };
  const columns = Object.entries(change);
  return Object.fromEntries(columns.filter(([column, value]) => contact[column as keyof ContactRow] !== value));
}

function named(contact: ContactRow, name: string | null): Pick<ContactRow, 'name' | 'namedByTeam'> {
  return name === null ? { name: nameWithoutTeam(contact), namedByTeam: 0 } : { name, namedByTeam: 1 };
}

function withFields({ fields }: ContactRow, changed: Record<string, string>): string {
  const all = { ...(JSON.parse(fields) as Record<string, string>), ...changed };
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== '')));
}

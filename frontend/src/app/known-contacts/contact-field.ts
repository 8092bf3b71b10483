import type { UpdateContactRequest } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { isNamed } from '../contact-names';

/** One thing the team knows of a contact; of a field of the client's own its id, too. */
export type ContactField = 'name' | 'stage' | 'notes' | `own/${string}`;

/** What is stored of it, as text; empty for nothing. */
export function storedIn(contact: Contact, field: ContactField): string {
  switch (field) {
    case 'name':
      return isNamed(contact) ? contact.name : '';
    case 'stage':
      return contact.stage ?? '';
    case 'notes':
      return contact.notes;
    default:
      return contact.fields[idOf(field)] ?? '';
  }
}

/** What to ask for, so that this is stored. Without a name of the team's own a contact is called as on WhatsApp. */
export function changeTo(field: ContactField, text: string): UpdateContactRequest {
  switch (field) {
    case 'name':
      return { name: text === '' ? null : text };
    case 'stage':
      return { stage: text === '' ? null : text };
    case 'notes':
      return { notes: text };
    default:
      return { fields: { [idOf(field)]: text } };
  }
}

function idOf(field: `own/${string}`): string {
  return field.slice('own/'.length);
}

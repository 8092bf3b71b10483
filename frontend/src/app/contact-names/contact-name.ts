import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../i18n';

/** What a contact is called: by name, else by number; empty where neither is known. */
export function contactName(contact: Conversation['contact']): string {
  const { name, phoneNumber } = contact;
  return isNamed(contact) ? name : phoneNumber ? formatPhoneNumber(phoneNumber) : '';
}

/** Whoever has not told a name yet is stored under the number. */
export function isNamed({ name, phoneNumber }: Pick<Conversation['contact'], 'name' | 'phoneNumber'>): boolean {
  return name !== '' && name !== `+${phoneNumber ?? ''}`;
}

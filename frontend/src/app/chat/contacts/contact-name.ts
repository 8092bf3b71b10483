import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';

/** What a contact is called: by name, else by number; empty where neither is known. */
export function contactName({ name, phoneNumber }: Conversation['contact']): string {
  return name || (phoneNumber ? formatPhoneNumber(phoneNumber) : '');
}

import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';

/** What a contact is called: by name, else by number; empty where neither is known. */
export function contactName({ name, phoneNumber }: Conversation['contact']): string {
  // Whoever has not told a name yet is stored under the number.
  const isNamed = name !== '' && name !== `+${phoneNumber ?? ''}`;
  return isNamed ? name : phoneNumber ? formatPhoneNumber(phoneNumber) : '';
}

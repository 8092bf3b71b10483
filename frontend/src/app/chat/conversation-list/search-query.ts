import type { Conversation } from '#contract/conversations';
import { foldForSearch, nameWords } from '#contract/search-words';

/** WhatsApp numbers are stored as digits, so one that is typed as people write it is searched for by its digits. */
export function searchTerms(typed: string): string {
  const isNumber = /^[\s\d()+.-]*\d[\s\d()+.-]*$/.test(typed);
  return (isNumber ? typed.replace(/\D/g, '') : typed.trim()).slice(0, 100);
}

/** Whether a conversation's name or number matches what is searched for; any does when nothing is. */
export function belongsToSearch(typed: string): (conversation: Conversation) => boolean {
  const words = nameWords(searchTerms(typed));
  return ({ contact }) => {
    const text = `${foldForSearch(contact.name)} ${contact.phoneNumber ?? ''}`;
    return words.every((word) => text.includes(word));
  };
}

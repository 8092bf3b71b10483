import type { Conversation } from '#contract/conversations';
import { foldForSearch, nameWords, searchTerms } from '#contract/search-words';

/** Whether a conversation's name or number matches what is searched for; any does when nothing is. */
export function belongsToSearch(typed: string): (conversation: Conversation) => boolean {
  const words = nameWords(searchTerms(typed));
  return ({ contact }) => {
    const text = `${foldForSearch(contact.name)} ${contact.phoneNumber ?? ''}`;
    return words.every((word) => text.includes(word));
  };
}

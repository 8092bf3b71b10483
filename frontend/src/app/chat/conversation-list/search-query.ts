import type { Conversation } from '#contract/conversations';

/** WhatsApp numbers are stored as digits, so one that is typed as people write it is searched for by its digits. */
export function searchTerms(typed: string): string {
  const isNumber = /^[\s\d()+.-]*\d[\s\d()+.-]*$/.test(typed);
  return (isNumber ? typed.replace(/\D/g, '') : typed.trim()).slice(0, 100);
}

/** Whether a conversation belongs into the list: an open one, and when searching one whose name or number matches. */
export function belongsToSearch(typed: string): (conversation: Conversation) => boolean {
  const words = folded(searchTerms(typed)).split(/\s+/);
  return ({ status, contact }) => {
    const text = `${folded(contact.name)} ${contact.phoneNumber ?? ''}`;
    return status === 'open' && words.every((word) => text.includes(word));
  };
}

/** Without case and accents, as the server compares. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

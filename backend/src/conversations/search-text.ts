/** Lower case without accents, so that "jose" finds "José". */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** What a search over contacts looks in. */
export function contactSearchText(name: string, phoneNumber: string | null): string {
  return `${foldForSearch(name)} ${phoneNumber ?? ''}`;
}

import { foldForSearch } from '#contract/search-words';

/** What a search over contacts looks in. */
export function contactSearchText(name: string, phoneNumber: string | null): string {
  return `${foldForSearch(name)} ${phoneNumber ?? ''}`;
}

/** Only a path of this app: an address from a link must not lead elsewhere. Null when there is none. */
export function pageAskedFor(next: string | null | undefined): string | null {
  return next?.startsWith('/') && !next.startsWith('//') ? next : null;
}

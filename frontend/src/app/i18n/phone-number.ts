import { signal } from '@angular/core';

type Grouping = (digits: string) => string;

/** What a page needs at once is there by then, in milliseconds. */
const CALM = 2_000;

/** Undefined until it has been fetched. */
const grouping = signal<Grouping | undefined>(undefined);
let fetching: Promise<void> | undefined;
let isAwaited = false;

/**
 * E.164 digits as people of their country read them: `525512345678` becomes `+52 55 1234 5678`. How numbers are grouped in
 * all countries is more than the first load should carry: the digits stand there without groups until it has come. Called
 * from a template, or in a computed, it follows that.
 */
export function formatPhoneNumber(digits: string): string {
  if (!isAwaited) setTimeout(() => void fetchPhoneNumberGroups(), CALM);
  isAwaited = true;
  return grouping()?.(digits) ?? `+${digits}`;
}

/** Resolves once numbers are grouped, or cannot be on this page: a browser does not ask again for what it failed to get. */
export function fetchPhoneNumberGroups(): Promise<void> {
  return (fetching ??= import('#contract/phone-number-rules').then(
    ({ groupedNumber }) => {
      grouping.set(groupedNumber);
    },
    () => undefined,
  ));
}

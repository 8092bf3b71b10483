import type { ContactChoice } from '#contract/contacts';

const DAY = 24 * 60 * 60_000;

/** How long ago somebody was last in contact: within so many days, or not within them. */
export const LAST_CONTACTS = ['within-7', 'within-30', 'not-30', 'not-90'] as const;
export type LastContact = (typeof LAST_CONTACTS)[number];

/** Undefined for what is none. */
export function lastContactOf(word: string | undefined): LastContact | undefined {
  return LAST_CONTACTS.find((known) => known === word);
}

/** What to ask for at `now`, in milliseconds since 1970. */
export function sinceOf(last: LastContact | undefined, now: number): Pick<ContactChoice, 'heardSince' | 'quietSince'> {
  if (last === undefined) return {};
  const [way, days] = last.split('-');
  const since = new Date(now - Number(days) * DAY).toISOString();
  return way === 'within' ? { heardSince: since } : { quietSince: since };
}

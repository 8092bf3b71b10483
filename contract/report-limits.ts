/** What reports keep to. Pages compute with it too, so that it stands apart from the schemas, which are large. */

/** The longest range of a report, in days. */
export const LONGEST_RANGE = 366;

/**
 * The ages, in seconds, at which waiting conversations are told apart: less than the first, from there to the second, and so
 * on; the last group has no end.
 */
export const WAITING_AGES = [300, 900, 3_600, 14_400, 86_400] as const;

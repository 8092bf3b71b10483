import { z } from 'zod';
import { PHONE_NUMBER } from './phone-number.ts';

/** Ids are opaque: a caller stores and returns them, and reads nothing out of them. */
export const id = z.string().min(1).max(64);

/** ISO 8601 in UTC, with milliseconds, as `Date.prototype.toISOString` writes it. */
export const isoTime = z.iso.datetime();

/** The short name of a business. It stands in room names and log lines, hence the narrow alphabet. */
export const clientCode = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/,
    'Use 1 to 32 letters, digits, "-" or "_", starting with a letter or digit.',
  );

export const phoneNumber = z.string().regex(PHONE_NUMBER, 'Use 7 to 15 digits with the country code, without "+".');

/** The `seq` of the row's last change; whoever holds a row keeps the higher version. */
export const version = z.int().nonnegative();

/** How many rows a page holds when the caller does not say, and at most. */
export const pageLimit = z.coerce.number().int().min(1).max(500).default(50);

export const timeZone = z.string().max(64).refine(isTimeZone, 'Use an IANA time zone such as "America/Mexico_City".');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

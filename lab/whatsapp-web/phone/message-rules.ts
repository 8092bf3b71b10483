import { randomBytes } from 'node:crypto';

/** How often a message is asked for, or sent, again. */
export const MAX_RETRIES = 5;

/** Phones start their ids with 3A (baileys/lib/Utils/messages.js, `getDevice`). */
export function newMessageId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}

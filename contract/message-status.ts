import type { MessageStatus } from './messages.ts';

/**
 * How far along a status is. By itself a message only ever moves to a higher rank, so ticks never go backwards, whatever
 * order acknowledgements and receipts arrive in, on the server and in the browser. A receipt overrules "failed" and
 * "uncertain": it is the truth. Only a person takes a message back, from "failed" to "queued" (`isRetry`).
 */
const rank: Record<MessageStatus, number> = {
  queued: 0,
  uncertain: 1,
  failed: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  received: 5,
};

/** Whether `to` is further along than `from`. Imports no schema, so that the browser bundle stays small. */
export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  return rank[to] > rank[from];
}

/** Whether that is the one step back, which a person takes: what failed is to be sent again. */
export function isRetry(from: MessageStatus, to: MessageStatus): boolean {
  return from === 'failed' && to === 'queued';
}

import type { MessageStatus } from '#contract/messages';

/**
 * How far along a status is. A message only ever moves to a higher rank, so ticks never go backwards, whatever order
 * acknowledgements and receipts arrive in. A receipt overrules "failed" and "uncertain": it is the truth.
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

export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  return rank[to] > rank[from];
}

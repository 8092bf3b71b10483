import type { Message, MessageStatus } from './messages.ts';

/**
 * How far along a status is. By itself a message only ever moves on, so ticks never go backwards, whatever order
 * acknowledgements and receipts arrive in. A receipt overrules "failed" and "uncertain": it is the truth. Only a person takes
 * a message back to "queued" (`isRetry`).
 */
const rank: Record<MessageStatus, number> = {
  queued: 0,
  uncertain: 1,
  sent: 2,
  failed: 2,
  delivered: 3,
  read: 4,
  received: 5,
};

/**
 * Whether `to` is further along than `from`. What WhatsApp has taken ("sent") may still turn out to have failed, and is not
 * brought back by the news that it was taken. Imports no schema, so that the browser bundle stays small.
 */
export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  return rank[to] > rank[from] || (from === 'sent' && to === 'failed');
}

/** Whether that is the one step back, which a person takes: what failed, or what nobody knows of, is to be sent again. */
export function isRetry(from: MessageStatus, to: MessageStatus): boolean {
  return (from === 'failed' || from === 'uncertain') && to === 'queued';
}

/** Whether the phone of the contact has it: from here on nothing takes a message back. */
export function hasArrived(status: MessageStatus): boolean {
  return rank[status] >= rank.delivered;
}

/** Whether nobody knows if it arrived, and no person has decided yet what becomes of it. */
export function isUndecided({ status, error }: Pick<Message, 'status' | 'error'>): boolean {
  return status === 'uncertain' && error?.code !== 'left';
}

/** Until when the answer to a message is waited for that may have gone out, ISO 8601; undefined of every other one. */
export function answerAwaitedUntil({ status, error }: Pick<Message, 'status' | 'error'>): string | undefined {
  return status === 'queued' && error?.code === 'unanswered' ? error.until : undefined;
}

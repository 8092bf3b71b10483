import { isForward, isRetry } from '#contract/message-status';
import type { Message } from '#contract/messages';
import type { EventData } from '#contract/events';

/**
 * The same message from two sources: the higher version, with the status that is further along. Between "queued" and
 * "failed" the version alone decides, because a person may send again what failed.
 */
export function newerMessage(held: Message, other: Message): Message {
  const newer = other.version >= held.version ? other : held;
  const older = newer === other ? held : other;
  const isOvertaken = isForward(newer.status, older.status) && !isRetry(older.status, newer.status);
  return isOvertaken ? { ...newer, ...statusOf(older) } : newer;
}

/** Applies a tick. Statuses never go backwards unless a person retries, however late or often the event comes. */
export function withStatus(held: Message, change: EventData<'message:status'>): Message {
  const { status, seq = 0 } = change;
  const isOfRetry = isRetry(held.status, status) || isRetry(status, held.status);
  const isNews = isOfRetry ? seq > held.version : isForward(held.status, status);
  return isNews ? { ...held, ...statusOf(change), version: Math.max(held.version, seq) } : held;
}

function statusOf({ status, error }: Pick<Message, 'status' | 'error'>): Pick<Message, 'status' | 'error'> {
  return { status, error };
}

import { hasArrived, isForward } from '#contract/message-status';
import type { Message } from '#contract/messages';
import type { EventData } from '#contract/events';

/**
 * The same message from two sources: the higher version, with the status that is further along. Before it has arrived the
 * version alone decides: it may fail after it was sent, and a person may send again what failed.
 */
export function newerMessage(held: Message, other: Message): Message {
  const newer = other.version >= held.version ? other : held;
  const older = newer === other ? held : other;
  const isOvertaken = hasArrived(older.status) && isForward(newer.status, older.status);
  return isOvertaken ? { ...newer, ...statusOf(older) } : newer;
}

/** Applies a tick. Nothing takes back what has arrived, however late or often an event comes. */
export function withStatus(held: Message, change: EventData<'message:status'>): Message {
  const { status, seq = 0 } = change;
  const isNews = hasArrived(held.status) || hasArrived(status) ? isForward(held.status, status) : seq > held.version;
  return isNews ? { ...held, ...statusOf(change), version: Math.max(held.version, seq) } : held;
}

function statusOf({ status, error }: Pick<Message, 'status' | 'error'>): Pick<Message, 'status' | 'error'> {
  return { status, error };
}

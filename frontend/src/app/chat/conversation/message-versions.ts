import { isForward } from '#contract/message-status';
import type { Message } from '#contract/messages';
import type { EventData } from '#contract/events';

/** The same message from two sources: the higher version, with the status that is further along. */
export function newerMessage(held: Message, other: Message): Message {
  const newer = other.version >= held.version ? other : held;
  const older = newer === other ? held : other;
  return isForward(newer.status, older.status) ? { ...newer, ...statusOf(older) } : newer;
}

/** Applies a tick. Statuses never go backwards, however late or often the event comes. */
export function withStatus(held: Message, change: EventData<'message:status'>): Message {
  return isForward(held.status, change.status)
    ? { ...held, ...statusOf(change), version: Math.max(held.version, change.seq ?? 0) }
    : held;
}

function statusOf({ status, error }: Pick<Message, 'status' | 'error'>): Pick<Message, 'status' | 'error'> {
  return { status, error };
}

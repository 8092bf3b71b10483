import type { Message, MessageStatus } from '#contract/messages';
import type { EventData } from '#contract/events';

/**
 * How far a status is along, as the server ranks them: a receipt overrules "failed" and "uncertain", because a message
 * that arrived did not fail.
 */
const progress: Record<MessageStatus, number> = {
  queued: 0,
  uncertain: 1,
  failed: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  received: 5,
};

export function isFurther(status: MessageStatus, than: MessageStatus): boolean {
  return progress[status] > progress[than];
}

/** The same message from two sources: the higher version, with the status that is further along. */
export function newerMessage(held: Message, other: Message): Message {
  const newer = other.version >= held.version ? other : held;
  const older = newer === other ? held : other;
  return isFurther(older.status, newer.status) ? { ...newer, ...statusOf(older) } : newer;
}

/** Applies a tick. Statuses never go backwards, however late or often the event comes. */
export function withStatus(held: Message, change: EventData<'message:status'>): Message {
  return isFurther(change.status, held.status)
    ? { ...held, ...statusOf(change), version: Math.max(held.version, change.seq ?? 0) }
    : held;
}

function statusOf({ status, error }: Pick<Message, 'status' | 'error'>): Pick<Message, 'status' | 'error'> {
  return { status, error };
}

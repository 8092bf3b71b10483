import type { Message } from '#contract/messages';
import { keyOf } from '../conversation/message-window';
import type { Bubble } from '../conversation/bubble';

/** One row of the message list: a bubble with what stands above it. */
export interface MessageRow {
  key: string;
  bubble: Bubble;
  /** The day that begins with this message, as an ISO time; null when the day goes on. */
  newDay: string | null;
  /** How many unread messages begin here; 0 for none. */
  unread: number;
  /** Whether the sender or the minute differs from the message above. */
  startsGroup: boolean;
}

export interface UnreadMark {
  key: string;
  count: number;
}

/** The row each message had last: one that has not changed stays the same object, and is not rendered again. */
const lastRows = new WeakMap<Message, MessageRow>();
const days = new WeakMap<Message, string>();

/**
 * Lays out bubbles as rows. The first row gets its day only when the conversation begins there: otherwise an older page
 * of the same day would take it away again and everything would move.
 */
export function messageRows(bubbles: readonly Bubble[], unread: UnreadMark | null, isBeginning: boolean): MessageRow[] {
  let above: Message | null = null;
  return bubbles.map((bubble) => {
    const { message } = bubble;
    const key = keyOf(message);
    const newDay = (above ? !isSameDay(above, message) : isBeginning) ? message.sentAt : null;
    const marked = unread?.key === key ? unread.count : 0;
    const startsGroup =
      message.type === 'note' || newDay !== null || marked > 0 || !above || !isSameGroup(above, message);
    above = message;
    return kept({ key, bubble, newDay, unread: marked, startsGroup });
  });
}

function kept(row: MessageRow): MessageRow {
  const last = lastRows.get(row.bubble.message);
  if (last && isSameRow(last, row) && isSameBubble(last.bubble, row.bubble)) return last;
  lastRows.set(row.bubble.message, row);
  return row;
}

// Field by field: every row is compared with everything that is said.
function isSameRow(one: MessageRow, other: MessageRow): boolean {
  return (
    one.key === other.key &&
    one.newDay === other.newDay &&
    one.unread === other.unread &&
    one.startsGroup === other.startsGroup
  );
}

function isSameBubble(one: Bubble, other: Bubble): boolean {
  return (
    one === other ||
    (one.message === other.message &&
      one.state === other.state &&
      one.refusal === other.refusal &&
      one.uploaded === other.uploaded)
  );
}

/** The first of the last `unread` incoming messages, if they are loaded. */
export function unreadMark(messages: readonly Message[], unread: number): UnreadMark | null {
  let left = unread;
  for (const message of messages.toReversed()) {
    left -= message.direction === 'in' ? 1 : 0;
    if (unread > 0 && left === 0) {
      return { key: keyOf(message), count: unread };
    }
  }
  return null;
}

/** How many messages came in below the last one that was on screen; none while that one is not loaded. */
export function countIncomingAfter(messages: readonly Message[], lastSeenKey: string | null): number {
  const seen = messages.findLastIndex((message) => keyOf(message) === lastSeenKey);
  return seen < 0 ? 0 : messages.slice(seen + 1).filter(({ direction }) => direction === 'in').length;
}

function isSameGroup(above: Message, message: Message): boolean {
  return (
    above.type !== 'system' &&
    above.type !== 'note' &&
    above.author === message.author &&
    above.userId === message.userId &&
    above.participantId === message.participantId &&
    minuteOf(above.sentAt) === minuteOf(message.sentAt)
  );
}

/** Minutes are the same in every time zone people live in, so the text will do. */
function minuteOf(isoTime: string): string {
  return isoTime.slice(0, 16);
}

function isSameDay(above: Message, message: Message): boolean {
  return minuteOf(above.sentAt) === minuteOf(message.sentAt) || dayOf(above) === dayOf(message);
}

/** The reader's day, worked out once for each message: a list asks for it again with everything that is said. */
function dayOf(message: Message): string {
  const known = days.get(message) ?? new Date(message.sentAt).toDateString();
  days.set(message, known);
  return known;
}

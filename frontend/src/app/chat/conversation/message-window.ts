import type { EventData } from '#contract/events';
import type { Message, MessagePage } from '#contract/messages';
import { mapChanged, withSenderAfter, type PersonEvent } from '../contacts/participants';
import { newerMessage, withStatus } from './message-versions';

/** One page that is held: its cursors as the server gave them, and its last message. */
interface HeldPage {
  olderCursor: string | null;
  newerCursor: string | null;
  lastKey: string;
}

/** The part of a conversation that is loaded, oldest first. */
export interface MessageWindow {
  messages: readonly Message[];
  /** Newest first. */
  pages: readonly HeldPage[];
  /** Leads to the messages before the window; null when it reaches the beginning. */
  olderCursor: string | null;
  /** Leads to the messages after the window; null while it reaches the present. */
  newerCursor: string | null;
  /** Where in the log the page at its new end was read: what was said before that and is not here is further back. */
  seq: number;
}

export const emptyMessageWindow: MessageWindow = {
  messages: [],
  pages: [],
  olderCursor: null,
  newerCursor: null,
  seq: 0,
};

/** How many messages a window holds before it lets go of the far end. */
export const WINDOW_SIZE = 1_000;

/** How many messages are worth keeping of a conversation that is let go of. */
const LARGEST_KEPT_PAGE = 200;

/** A message keeps this from the optimistic bubble to the last tick, so that its row is never made anew. */
export function keyOf(message: Pick<Message, 'id' | 'clientMessageId'>): string {
  return message.clientMessageId ?? message.id;
}

/** The window as a first fetch gives it, at the present or around a message. */
export function windowOf(page: MessagePage): MessageWindow {
  return {
    messages: page.items,
    pages: heldPages(page),
    olderCursor: page.nextCursor,
    newerCursor: page.previousCursor,
    seq: page.seq,
  };
}

/** Brings a window from before up to the newest page, without taking away what is loaded in front of it. */
export function withNewestPage(window: MessageWindow, page: MessagePage): MessageWindow {
  const first = page.items[0];
  const seam = first ? indexOfMessage(window.messages, first) : -1;
  const isGap = seam <= 0 || window.newerCursor !== null;
  const [newest] = heldPages(page);
  const [held, ...others] = window.pages;
  const before =
    isGap || !newest || !held
      ? windowOf(page)
      : {
          ...window,
          seq: page.seq,
          messages: [...window.messages.slice(0, seam), ...page.items],
          // What is left of the page it takes the place of, is part of it.
          pages: [{ ...newest, olderCursor: held.olderCursor }, ...others],
        };
  return window.messages.filter(({ version }) => version > page.seq).reduce(withMessage, before);
}

/** The newest page of a window as a fetch at `place` would have given it; null where that would be too much to keep. */
export function newestPage(window: MessageWindow, place: { epoch: string; seq: number }): MessagePage | null {
  const [newest, next] = window.pages;
  const start = next ? window.messages.findIndex((message) => keyOf(message) === next.lastKey) + 1 : 0;
  const items = window.messages.slice(start);
  const isWhole = window.newerCursor === null && items.length <= LARGEST_KEPT_PAGE;
  return isWhole ? { items, nextCursor: newest?.olderCursor ?? null, previousCursor: null, ...place } : null;
}

export function withOlderPage(window: MessageWindow, page: MessagePage): MessageWindow {
  return letGoOfNewest({
    ...window,
    messages: union(page.items, window.messages),
    pages: [...window.pages, ...heldPages(page)],
    olderCursor: page.nextCursor,
  });
}

/** Goes back towards the present. */
export function withNewerPage(window: MessageWindow, page: MessagePage): MessageWindow {
  return letGoOfOldest({
    ...window,
    messages: union(window.messages, page.items),
    pages: [...heldPages(page), ...window.pages],
    newerCursor: page.previousCursor,
    seq: page.seq,
  });
}

/**
 * Adds what was just said. A window that does not reach the present leaves it to be fetched on the way back, and what was said
 * before its newest page was read, which the log may tell of later, is further back.
 */
export function withMessage(window: MessageWindow, message: Message): MessageWindow {
  const index = indexOfMessage(window.messages, message);
  const held = window.messages[index];
  if (held) {
    return replaced(window, index, newerMessage(held, message));
  }
  return window.newerCursor !== null || message.version <= window.seq
    ? window
    : { ...window, messages: window.messages.toSpliced(placeOf(message, window.messages), 0, message) };
}

/** What has become of people shows above what they wrote in a group. */
export function withSenders(window: MessageWindow, event: PersonEvent): MessageWindow {
  const messages = mapChanged(window.messages, (message) => withSenderAfter(message, event));
  return messages === window.messages ? window : { ...window, messages };
}

export function withUpdatedMessage(window: MessageWindow, message: Message): MessageWindow {
  const index = indexOfMessage(window.messages, message);
  const held = window.messages[index];
  return held ? replaced(window, index, newerMessage(held, message)) : window;
}

export function withMessageStatus(window: MessageWindow, change: EventData<'message:status'>): MessageWindow {
  const index = indexOfMessage(window.messages, { id: change.messageId, clientMessageId: change.clientMessageId });
  const held = window.messages[index];
  return held ? replaced(window, index, withStatus(held, change)) : window;
}

/** Whether so much was said since it was opened that the window is better fetched anew than cut. */
export function hasOutgrown(window: MessageWindow): boolean {
  return window.newerCursor === null && window.messages.length > WINDOW_SIZE && window.pages.length <= 1;
}

/** Lets go of whole pages at the old end, for a reader at the present. */
export function letGoOfOldest(window: MessageWindow): MessageWindow {
  let { messages, pages, olderCursor } = window;
  while (messages.length > WINDOW_SIZE) {
    const [next, oldest] = pages.slice(-2);
    if (!next || !oldest) break;
    const cut = messages.findIndex((message) => keyOf(message) === oldest.lastKey);
    messages = messages.slice(cut + 1);
    olderCursor = next.olderCursor;
    pages = pages.slice(0, -1);
  }
  return { ...window, messages, pages, olderCursor };
}

function letGoOfNewest(window: MessageWindow): MessageWindow {
  let { messages, pages, newerCursor } = window;
  while (messages.length > WINDOW_SIZE) {
    const [, next] = pages;
    if (!next) break;
    messages = messages.slice(0, messages.findIndex((message) => keyOf(message) === next.lastKey) + 1);
    newerCursor = next.newerCursor;
    pages = pages.slice(1);
  }
  return { ...window, messages, pages, newerCursor };
}

function heldPages({ items, nextCursor, previousCursor }: MessagePage): HeldPage[] {
  const last = items.at(-1);
  return last ? [{ olderCursor: nextCursor, newerCursor: previousCursor, lastKey: keyOf(last) }] : [];
}

/** Both runs in one, the first before the second; what is in both is kept once, in its higher version. */
function union(first: readonly Message[], second: readonly Message[]): readonly Message[] {
  const held = new Map(first.map((message) => [keyOf(message), message]));
  for (const message of second) {
    const present = held.get(keyOf(message));
    held.set(keyOf(message), present ? newerMessage(present, message) : message);
  }
  return [...held.values()];
}

function indexOfMessage(messages: readonly Message[], wanted: Pick<Message, 'id' | 'clientMessageId'>): number {
  return messages.findLastIndex(
    ({ id, clientMessageId }) =>
      id === wanted.id || (clientMessageId !== undefined && clientMessageId === wanted.clientMessageId),
  );
}

/** Stored later means further down; an answer that overtook an event does not change that. */
function placeOf(message: Message, messages: readonly Message[]): number {
  return messages.findLastIndex(({ createdAt }) => createdAt <= message.createdAt) + 1;
}

function replaced(window: MessageWindow, index: number, message: Message): MessageWindow {
  return message === window.messages[index] ? window : { ...window, messages: window.messages.with(index, message) };
}

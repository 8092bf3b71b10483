import type { Contact, Conversation, ConversationPage } from '#contract/conversations';
import type { EventData } from '#contract/events';
import { mapChanged, withSenderAfter, type PersonEvent } from '../contacts/participants';
import { newerMessage, withStatus } from '../conversation/message-versions';

/** Where the loaded part of the list ends: what lies behind it is on the server only. */
export interface WindowEnd {
  last: Conversation;
  cursor: string;
}

/** The part of the conversation list that is loaded, newest activity first. */
export interface ConversationWindow {
  items: readonly Conversation[];
  /** Null once everything is loaded. */
  end: WindowEnd | null;
}

export const emptyWindow: ConversationWindow = { items: [], end: null };

/** Puts a page behind what is loaded. A row that is held in a higher version stays as it is. */
export function withPage(window: ConversationWindow, page: ConversationPage): ConversationWindow {
  const held = new Map(window.items.map((item) => [item.id, item]));
  for (const item of page.items) {
    const present = held.get(item.id);
    if (!present || item.version >= present.version) {
      held.set(item.id, item);
    }
  }
  return { items: [...held.values()].sort(byActivity), end: endOf(page) };
}

/**
 * The window of a first page. What has changed after the page was read stays as it was shown, as far as it belongs, and no
 * tick goes back.
 */
export function withFirstPage(
  shown: ConversationWindow,
  page: ConversationPage,
  belongs: (conversation: Conversation) => boolean,
): ConversationWindow {
  const before = new Map(shown.items.map((item) => [item.id, item]));
  const items = page.items.map((item) => withTick(item, before.get(item.id)));
  return shown.items
    .filter(({ version }) => version > page.seq)
    .reduce((window, item) => withConversation(window, item, belongs), withPage(emptyWindow, { ...page, items }));
}

/** Ticks of the last message come without a new version of the conversation. */
function withTick(item: Conversation, before: Conversation | undefined): Conversation {
  const last = item.lastMessage;
  if (!last || last.id !== before?.lastMessage?.id) return item;
  return { ...item, lastMessage: newerMessage(last, before.lastMessage) };
}

/** Puts in a conversation that was changed or heard from, unless the window holds it in a higher version. */
export function withConversation(
  window: ConversationWindow,
  conversation: Conversation,
  belongs: (conversation: Conversation) => boolean,
): ConversationWindow {
  const index = window.items.findIndex((item) => item.id === conversation.id);
  const present = window.items[index];
  if (present && present.version > conversation.version) {
    return window;
  }
  if (!belongs(conversation)) {
    return present ? without(window, conversation.id) : window;
  }
  if (!present && window.end && byActivity(conversation, window.end.last) > 0) {
    return window;
  }
  const rest = present ? window.items.toSpliced(index, 1) : window.items;
  return { ...window, items: rest.toSpliced(placeOf(conversation, rest), 0, conversation) };
}

export function without(window: ConversationWindow, conversationId: string): ConversationWindow {
  const index = window.items.findIndex((item) => item.id === conversationId);
  return index < 0 ? window : { ...window, items: window.items.toSpliced(index, 1) };
}

/** Gives every conversation with this contact the contact's new name, number and stage. */
export function withContact(
  window: ConversationWindow,
  { id, kind, name, phoneNumber, stage }: Contact,
): ConversationWindow {
  if (!window.items.some((item) => item.contactId === id)) {
    return window;
  }
  const contact = { id, kind, name, phoneNumber, stage };
  return { ...window, items: window.items.map((item) => (item.contactId === id ? { ...item, contact } : item)) };
}

/** What has become of people shows in the rows of groups in which they wrote last. */
export function withSenders(window: ConversationWindow, event: PersonEvent): ConversationWindow {
  const items = mapChanged(window.items, (item) => {
    const lastMessage = item.lastMessage && withSenderAfter(item.lastMessage, event);
    return lastMessage === item.lastMessage ? item : { ...item, lastMessage };
  });
  return items === window.items ? window : { ...window, items };
}

/** Moves the tick in the row whose last message this is. */
export function withLastMessageStatus(
  window: ConversationWindow,
  change: EventData<'message:status'>,
): ConversationWindow {
  return withLastMessage(window, change.conversationId, change.messageId, (last) => withStatus(last, change));
}

export function withLastMessageUpdated(
  window: ConversationWindow,
  { message }: EventData<'message:updated'>,
): ConversationWindow {
  return withLastMessage(window, message.conversationId, message.id, (last) => newerMessage(last, message));
}

type LastMessage = NonNullable<Conversation['lastMessage']>;

function withLastMessage(
  window: ConversationWindow,
  conversationId: string,
  messageId: string,
  change: (last: LastMessage) => LastMessage,
): ConversationWindow {
  const index = window.items.findIndex((item) => item.id === conversationId);
  const item = window.items[index];
  if (item?.lastMessage?.id !== messageId) {
    return window;
  }
  const lastMessage = change(item.lastMessage);
  return lastMessage === item.lastMessage
    ? window
    : { ...window, items: window.items.with(index, { ...item, lastMessage }) };
}

/** The server's order: the latest activity first, then the higher id. */
function byActivity(a: Conversation, b: Conversation): number {
  return descending(a.updatedAt, b.updatedAt) || descending(a.id, b.id);
}

function descending(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

function placeOf(conversation: Conversation, items: readonly Conversation[]): number {
  const index = items.findIndex((item) => byActivity(conversation, item) <= 0);
  return index < 0 ? items.length : index;
}

function endOf(page: ConversationPage): WindowEnd | null {
  const last = page.items.at(-1);
  return page.nextCursor && last ? { last, cursor: page.nextCursor } : null;
}

import type { Conversation } from '#contract/conversations';
import type { MessagePage } from '#contract/messages';
import type { CacheRules } from '../../cache';
import { keyOf } from './message-window';

/** What an opened conversation begins with, and what is kept of one that is let go of. */
export interface ConversationOpening {
  readonly conversation: Conversation;
  /** Its newest messages. */
  readonly page: MessagePage;
}

/**
 * Always asked for anew: nobody follows the events of a conversation that is not held open. What could not be had is asked
 * for again without a person's doing, as soon as the server is back.
 */
export const openingRules: CacheRules = { ttl: 0, insists: true };

export function openingKey(conversationId: string): string {
  return `conversation/${conversationId}`;
}

export const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;
/** How many messages to show above the first unread one. */
const CONTEXT = 20;
/** So many unread messages fit on a screen: whoever begins at the end sees where they start. */
const FEW_UNREAD = 5;

/** Whether the page holds everything up to the conversation's last message. */
export function reachesLastMessage({ items }: MessagePage, { lastMessage }: Conversation): boolean {
  const lastKey = lastMessage && keyOf(lastMessage);
  return lastKey === null || items.some((message) => keyOf(message) === lastKey);
}

/** Whether a reader who began with this page is about where the unread messages start. */
export function isGoodStart(page: MessagePage, conversation: Conversation): boolean {
  return conversation.unread <= FEW_UNREAD || reachesLastMessage(page, conversation);
}

/** So many of the newest messages that whoever has not read some sees what came before them too. */
export function pageSizeFor(unread: number): number {
  return Math.min(Math.max(unread + CONTEXT, PAGE_SIZE), LARGEST_PAGE);
}

import type { Conversation } from '#contract/conversations';
import type { ChatEvent } from '../events/chat-event';
import {
  withContact,
  withConversation,
  withLastMessageStatus,
  withLastMessageUpdated,
  withSenders,
  without,
  type ConversationWindow,
} from './conversation-window';

/** What the list looks like after the event. `belongs` says whether a conversation is among those being shown. */
export function windowAfter(
  window: ConversationWindow,
  event: ChatEvent,
  belongs: (conversation: Conversation) => boolean,
): ConversationWindow {
  switch (event.name) {
    case 'message:new':
    case 'conversation:updated':
      return withConversation(window, event.data.conversation, belongs);
    case 'conversation:removed':
      return without(window, event.data.conversationId);
    case 'contact:updated':
      return withSenders(withContact(window, event.data.contact), event);
    case 'contact:removed':
      return withSenders(window, event);
    case 'message:status':
      return withLastMessageStatus(window, event.data);
    case 'message:updated':
      return withLastMessageUpdated(window, event.data);
  }
}

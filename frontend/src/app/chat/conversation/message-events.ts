import type { ChatEvent } from '../events/chat-event';
import { withMessage, withMessageStatus, withSenders, withUpdatedMessage, type MessageWindow } from './message-window';

/** What the loaded messages look like after an event of their conversation. */
export function messagesAfter(window: MessageWindow, event: ChatEvent): MessageWindow {
  switch (event.name) {
    case 'message:new':
      return withMessage(window, event.data.message);
    case 'message:updated':
      return withUpdatedMessage(window, event.data.message);
    case 'message:status':
      return withMessageStatus(window, event.data);
    case 'contact:updated':
    case 'contact:removed':
      return withSenders(window, event);
    case 'conversation:updated':
    case 'conversation:removed':
      return window;
  }
}

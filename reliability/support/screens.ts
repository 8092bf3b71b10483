import './without-extensions.ts';

/** What the screens make of pages and events, as browsers run it. */
export const { emptyWindow, withFirstPage } =
  await import('../../frontend/src/app/chat/conversation-list/conversation-window.ts');
export const { windowAfter } = await import('../../frontend/src/app/chat/conversation-list/window-events.ts');
export const { belongsToView, everything } = await import('../../frontend/src/app/chat/conversation-list/list-view.ts');
export const { windowOf } = await import('../../frontend/src/app/chat/conversation/message-window.ts');
export const { messagesAfter } = await import('../../frontend/src/app/chat/conversation/message-events.ts');
export const { keepNewer, noSessions, withList } =
  await import('../../frontend/src/app/whatsapp-sessions/held-sessions.ts');

export type { ConversationWindow } from '../../frontend/src/app/chat/conversation-list/conversation-window.ts';
export type { MessageWindow } from '../../frontend/src/app/chat/conversation/message-window.ts';
export type { HeldSessions } from '../../frontend/src/app/whatsapp-sessions/held-sessions.ts';

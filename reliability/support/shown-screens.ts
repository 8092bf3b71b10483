import type { ConversationPage } from '#contract/conversations';
import type { LoggedEvent } from '#contract/events';
import type { MessagePage } from '#contract/messages';
import type { SessionList } from '#contract/whatsapp-sessions';
import {
  belongsToView,
  type ConversationWindow,
  emptyWindow,
  everything,
  type HeldSessions,
  keepNewer,
  type MessageWindow,
  messagesAfter,
  noSessions,
  windowAfter,
  windowOf,
  withFirstPage,
  withList,
} from './screens.ts';

const isOpen = belongsToView(everything, null);

/**
 * The list, conversations and the lines as their screens hold them, by the screens' own rules. What the stores around them
 * do with an event is here: which conversation it is for, and what is fetched again because of it.
 */
export class ShownScreens {
  list: ConversationWindow = emptyWindow;
  readonly conversations = new Map<string, MessageWindow>();
  lines: HeldSessions = noSessions;
  /** Conversations whose messages have to be fetched again (OpenConversations). */
  readonly outdated = new Set<string>();
  /** Whether the lines have to be fetched again (SessionsStore). */
  areLinesOutdated = false;

  showList(page: ConversationPage): void {
    this.list = withFirstPage(emptyWindow, page, isOpen);
  }

  showConversation(id: string, page: MessagePage): void {
    this.conversations.set(id, windowOf(page));
  }

  showLines(list: SessionList): void {
    this.lines = withList(this.lines, list);
  }

  take(event: LoggedEvent): void {
    switch (event.name) {
      case 'whatsapp:state':
      case 'whatsapp:authenticated':
      case 'whatsapp:disconnected':
        this.lines = { ...this.lines, sessions: keepNewer(this.lines.sessions, event.data.session) };
        return;
      // What it says of a conversation comes with that conversation too; of the bot itself these screens show nothing.
      case 'bot:status_changed':
        return;
      case 'settings:changed':
        if (event.data.kind === 'whatsappSessions') this.areLinesOutdated = true;
        return;
      case 'message:new':
      case 'message:updated':
        this.#take(event, event.data.message.conversationId);
        return;
      case 'message:status':
        this.#take(event, event.data.conversationId);
        return;
      case 'conversation:updated':
        this.#take(event, event.data.conversation.id);
        return;
      case 'conversation:removed': {
        const { conversationId, mergedInto } = event.data;
        this.#take(event, conversationId);
        this.conversations.delete(conversationId);
        if (mergedInto !== undefined) this.outdated.add(mergedInto);
        return;
      }
      case 'contact:updated':
      case 'contact:removed':
        for (const id of [...this.conversations.keys()]) this.#takeInConversation(event, id);
        this.list = windowAfter(this.list, event, isOpen);
        return;
      // About contacts without a conversation, whom these screens do not show.
      case 'contacts:imported':
        return;
      default:
        throw new Error(`No screen has a rule for ${event.name} yet.`);
    }
  }

  #take(event: ChatLogEvent, conversationId: string): void {
    this.list = windowAfter(this.list, event, isOpen);
    this.#takeInConversation(event, conversationId);
  }

  #takeInConversation(event: ChatLogEvent, id: string): void {
    const window = this.conversations.get(id);
    if (window) this.conversations.set(id, messagesAfter(window, event));
  }
}

type ChatLogEvent = Extract<LoggedEvent, { name: ChatEventName }>;
type ChatEventName = Parameters<typeof messagesAfter>[1]['name'];

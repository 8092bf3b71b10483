import assert from 'node:assert/strict';
import type { User } from '#contract/accounts';
import type { Contact, Conversation } from '#contract/conversations';
import type { LoggedEvent } from '#contract/events';
import type { Message } from '#contract/messages';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';

interface Versioned {
  id: string;
  version: number;
}

/** What a browser holds of a client: every row it has fetched or heard of, by id. */
export interface BrowserCopy {
  conversations: Map<string, Conversation>;
  messages: Map<string, Message>;
  contacts: Map<string, Contact>;
  sessions: Map<string, WhatsAppSession>;
  users: Map<string, User>;
}

/**
 * The rules for browsers, with nothing else: take each event that follows the cursor, and of two versions of a row keep the
 * higher. Pages may have been read later than where the cursor stands. What an event only says to fetch again is noted.
 */
export class BrowserCursor {
  readonly copy: BrowserCopy;
  #seq: number;
  /** Conversations that took in another: their messages are to be fetched again. */
  readonly #mergedConversations = new Set<string>();
  /** Lists that changed: the `kind` of `settings:changed`. */
  readonly #changedLists = new Set<string>();
  /** Where in the log contacts were imported: those that have changed there are fetched again. */
  readonly #imports = new Set<number>();

  constructor(copy: BrowserCopy, seq: number) {
    this.copy = copy;
    this.#seq = seq;
  }

  take(event: LoggedEvent): void {
    assert.equal(event.seq, this.#seq + 1, 'the log has a hole');
    this.#seq = event.seq;
    const { conversations, messages, contacts, sessions } = this.copy;
    switch (event.name) {
      case 'message:new':
        keepNewer(messages, event.data.message);
        keepNewer(conversations, event.data.conversation);
        break;
      case 'message:status':
        this.#tick(event.data.messageId, event.data.conversationId, event.seq, event.data);
        break;
      case 'message:updated':
        this.#renew(event.data.message);
        break;
      case 'conversation:updated': {
        const { id, contactId } = event.data.conversation;
        keepNewer(conversations, event.data.conversation);
        // It may have moved to another contact, and its messages with it.
        for (const message of messages.values()) if (message.conversationId === id) message.contactId = contactId;
        break;
      }
      case 'conversation:removed': {
        const { conversationId, mergedInto } = event.data;
        conversations.delete(conversationId);
        for (const message of messages.values()) {
          if (message.conversationId === conversationId) messages.delete(message.id);
        }
        if (mergedInto !== undefined) this.#mergedConversations.add(mergedInto);
        break;
      }
      case 'contact:updated': {
        const { id, kind, name, phoneNumber, stage } = event.data.contact;
        keepNewer(contacts, event.data.contact);
        for (const conversation of conversations.values()) {
          if (conversation.contactId === id) conversation.contact = { id, kind, name, phoneNumber, stage };
        }
        for (const signed of this.#signedBy(id)) signed.participant = name;
        break;
      }
      case 'contact:removed': {
        const { contactId, mergedInto } = event.data;
        contacts.delete(contactId);
        // How that one is called follows, in its own event.
        if (mergedInto !== undefined) {
          for (const signed of this.#signedBy(contactId)) signed.participantId = mergedInto;
        }
        break;
      }
      case 'contacts:imported':
        this.#imports.add(event.seq);
        break;
      case 'bot:status_changed':
        // Of a conversation, which follows in an event of its own.
        break;
      case 'whatsapp:state':
      case 'whatsapp:authenticated':
      case 'whatsapp:disconnected':
        keepNewer(sessions, event.data.session);
        break;
      case 'settings:changed':
        this.#changedLists.add(event.data.kind);
        break;
      default:
        assert.fail(`A browser has no rule for ${event.name} yet.`);
    }
  }

  /** Fetches again what was said to have changed; nothing else may come from `fresh`. */
  refetch(fresh: BrowserCopy): void {
    const { messages } = this.copy;
    const merged = ({ conversationId }: Message) => this.#mergedConversations.has(conversationId);
    for (const message of [...messages.values()].filter(merged)) messages.delete(message.id);
    for (const message of [...fresh.messages.values()].filter(merged)) messages.set(message.id, message);
    if (this.#changedLists.has('whatsappSessions')) this.copy.sessions = new Map(fresh.sessions);
    for (const [id, contact] of fresh.contacts) {
      if (this.#imports.has(contact.version)) this.copy.contacts.set(id, contact);
    }
    if (this.#changedLists.has('users')) this.copy.users = new Map(fresh.users);
  }

  /** What bears somebody's name in groups: messages, also the last one of a row in the list, what they quote, and reactions. */
  #signedBy(contactId: string): Pick<Message, 'participant' | 'participantId'>[] {
    const { messages, conversations } = this.copy;
    const last = [...conversations.values()].flatMap(({ lastMessage }) => lastMessage ?? []);
    return [...messages.values(), ...last]
      .flatMap((message) => [message, ...(message.quoted ? [message.quoted] : []), ...(message.reactions ?? [])])
      .filter(({ participantId }) => participantId === contactId);
  }

  #renew(message: Message): void {
    const { messages, conversations } = this.copy;
    if (messages.has(message.id)) keepNewer(messages, message);
    const row = conversations.get(message.conversationId);
    if (row?.lastMessage?.id === message.id && row.lastMessage.version < message.version) {
      row.lastMessage = structuredClone(message);
    }
  }

  #tick(messageId: string, conversationId: string, seq: number, { status, error }: Pick<Message, 'status' | 'error'>) {
    const { messages, conversations } = this.copy;
    const message = messages.get(messageId);
    if (message) messages.set(messageId, ticked(message, seq, status, error));
    const conversation = conversations.get(conversationId);
    if (conversation?.lastMessage?.id === messageId) {
      conversation.lastMessage = ticked(conversation.lastMessage, seq, status, error);
    }
  }
}

function ticked(message: Message, version: number, status: Message['status'], error: Message['error']): Message {
  if (version <= message.version) return message;
  const { error: _before, ...rest } = message;
  return { ...rest, version, status, ...(error && { error }) };
}

function keepNewer<Row extends Versioned>(rows: Map<string, Row>, row: Row): void {
  const held = rows.get(row.id);
  if (!held || held.version < row.version) rows.set(row.id, structuredClone(row));
}

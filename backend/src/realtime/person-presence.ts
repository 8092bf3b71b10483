import type { PresentUser } from '#contract/events';
import { mayBeSame, type ConversationPlace } from './conversation-place.ts';

/** Who has no socket counts as online for so long after a request of their polling, in milliseconds. */
const POLLING_LIFETIME = 10_000;
/** A page that reloads is back within this, or polls by then; colleagues are not told that it was away. In milliseconds. */
const GRACE = 4_000;

/** One person of the team: through how many sockets they are online, or by polling, and what they look at. */
export class PersonPresence {
  readonly #userId: string;
  readonly #onChange: () => void;
  #name = '';
  readonly #sockets = new Set<string>();
  /** Conversations that are open in any socket; the last one is what the person looks at. */
  #open: (ConversationPlace & { socketId: string })[] = [];
  /** What they looked at before a way of being online ended, until the next one has said what is open. */
  #lastViewed: ConversationPlace | null = null;
  #grace: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #viewedByPolling: ConversationPlace | null = null;

  /** `onChange` hears of everything that may change what `present` says. */
  constructor(userId: string, onChange: () => void) {
    this.#userId = userId;
    this.#onChange = onChange;
  }

  get present(): PresentUser {
    const online = this.#sockets.size > 0 || this.#polling !== undefined || this.#grace !== undefined;
    const { contactId: viewing = null, conversationId } = (online ? this.#viewing : null) ?? {};
    return {
      userId: this.#userId,
      name: this.#name,
      online,
      viewing,
      ...(conversationId !== undefined && { viewingConversation: conversationId }),
    };
  }

  get #viewing(): ConversationPlace | null {
    if (this.#polling) return this.#viewedByPolling;
    return this.#open.at(-1) ?? (this.#grace ? this.#lastViewed : null);
  }

  /** A socket opened. */
  connect(socketId: string, name: string): void {
    this.#name = name;
    if (this.#polling) this.#beginGrace();
    this.#stopPolling();
    this.#sockets.add(socketId);
    this.#onChange();
  }

  /** A socket is gone. The last one to go leaves the person online for the time of grace. */
  disconnect(socketId: string): void {
    if (!this.#sockets.delete(socketId)) return;
    if (this.#sockets.size === 0) this.#beginGrace();
    this.#open = this.#open.filter((each) => each.socketId !== socketId);
    this.#onChange();
  }

  /** A socket that is gone in the meantime is not heard. */
  view(socketId: string, { contactId, conversationId }: ConversationPlace): void {
    if (!this.#sockets.has(socketId)) return;
    this.#open = this.#open.filter(
      (each) => each.socketId !== socketId || each.contactId !== contactId || each.conversationId !== conversationId,
    );
    this.#endGrace();
    this.#open.push({ socketId, contactId, conversationId });
    this.#onChange();
  }

  /** Without a conversation: all of the contact's. */
  leave(socketId: string, place: ConversationPlace): void {
    if (!this.#sockets.has(socketId)) return;
    this.#open = this.#open.filter((each) => each.socketId !== socketId || !mayBeSame(each, place));
    this.#endGrace();
    this.#onChange();
  }

  /** Whether a conversation with this contact is open in the socket. */
  hasOpen(socketId: string, contactId: string): boolean {
    return this.#open.some((each) => each.socketId === socketId && each.contactId === contactId);
  }

  /** A request of somebody who polls; who has a socket is seen through that alone. */
  poll(name: string, viewing: ConversationPlace | null): void {
    if (this.#sockets.size > 0) return;
    this.#name = name;
    this.#endGrace();
    this.#stopPolling();
    this.#viewedByPolling = viewing;
    this.#polling = setTimeout(() => {
      this.#polling = undefined;
      this.#onChange();
    }, POLLING_LIFETIME);
    this.#polling.unref();
    this.#onChange();
  }

  /** Stops the timers. */
  clear(): void {
    this.#endGrace();
    this.#stopPolling();
  }

  #beginGrace(): void {
    const viewed = this.#viewing;
    this.#endGrace();
    this.#lastViewed = viewed;
    this.#grace = setTimeout(() => {
      this.#grace = undefined;
      this.#onChange();
    }, GRACE);
    this.#grace.unref();
  }

  #endGrace(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
  }

  #stopPolling(): void {
    clearTimeout(this.#polling);
    this.#polling = undefined;
  }
}

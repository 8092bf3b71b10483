import { mayBeSame, type ConversationPlace } from './conversation-place.ts';

/** Where typing of one person goes: the board with its events, and WhatsApp. */
export interface TypingOutlet {
  start(place: ConversationPlace): void;
  stop(place: ConversationPlace): void;
}

/** What one socket types, so that closing the browser ends it. */
export class SocketTyping {
  readonly #places = new Map<string, ConversationPlace>();
  readonly #outlet: TypingOutlet;

  constructor(outlet: TypingOutlet) {
    this.#outlet = outlet;
  }

  start(place: ConversationPlace): void {
    this.#places.set(keyOf(place), place);
    this.#outlet.start(place);
  }

  /** Without a conversation: in all of the contact's. */
  stop(place: ConversationPlace): void {
    for (const typed of this.#places.values()) if (mayBeSame(typed, place)) this.#end(typed);
  }

  stopAll(): void {
    for (const typed of this.#places.values()) this.#end(typed);
  }

  #end(typed: ConversationPlace): void {
    if (this.#places.delete(keyOf(typed))) this.#outlet.stop(typed);
  }
}

function keyOf({ contactId, conversationId }: ConversationPlace): string {
  return JSON.stringify([contactId, conversationId]);
}

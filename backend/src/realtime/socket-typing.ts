/** Where typing of one person goes: the board with its events, and WhatsApp. */
export interface TypingOutlet {
  start(contactId: string): void;
  stop(contactId: string): void;
}

/** What one socket types, so that closing the browser ends it. */
export class SocketTyping {
  readonly #contacts = new Set<string>();
  readonly #outlet: TypingOutlet;

  constructor(outlet: TypingOutlet) {
    this.#outlet = outlet;
  }

  start(contactId: string): void {
    this.#contacts.add(contactId);
    this.#outlet.start(contactId);
  }

  stop(contactId: string): void {
    if (this.#contacts.delete(contactId)) this.#outlet.stop(contactId);
  }

  stopAll(): void {
    for (const contactId of this.#contacts) this.stop(contactId);
  }
}

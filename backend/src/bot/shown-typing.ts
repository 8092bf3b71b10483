import type { After } from '../operations/index.ts';

/** Where somebody types: the contact's conversation on one line. */
export interface TypingPlace {
  clientCode: string;
  contactId: string;
  conversationId: string;
}

export interface TypingOutlets {
  after: After;
  /** Tells the client's browsers. */
  tell: (place: TypingPlace, typing: boolean) => void;
  /** Shows it to the contact. */
  sendOn: (place: TypingPlace, typing: boolean) => void;
}

/** WhatsApp's apps stop showing it unless it is renewed. */
const RENEW_MS = 8_000;
/** Longer than any reply takes: whatever has become of its plan by then, nobody is to see it typing for ever. */
const MOST_RENEWALS = 30;

/** Where it is shown that the bot types: to the team, and to the contact. */
export class ShownTyping {
  readonly #outlets: TypingOutlets;
  readonly #shown = new Map<string, { place: TypingPlace; callOff: () => void }>();

  constructor(outlets: TypingOutlets) {
    this.#outlets = outlets;
  }

  show(place: TypingPlace): void {
    if (this.#shown.has(place.conversationId)) return;
    this.#outlets.tell(place, true);
    this.#renew(place, MOST_RENEWALS);
  }

  hide(conversationId: string): void {
    const shown = this.#shown.get(conversationId);
    if (!shown) return;
    shown.callOff();
    this.#shown.delete(conversationId);
    this.#outlets.tell(shown.place, false);
    this.#outlets.sendOn(shown.place, false);
  }

  hideAllOf(clientCode: string): void {
    for (const { place } of this.#shown.values()) if (place.clientCode === clientCode) this.hide(place.conversationId);
  }

  close(): void {
    for (const { callOff } of this.#shown.values()) callOff();
    this.#shown.clear();
  }

  #renew(place: TypingPlace, more: number): void {
    this.#outlets.sendOn(place, true);
    const callOff = this.#outlets.after(RENEW_MS, () => {
      if (more > 0) this.#renew(place, more - 1);
      else this.hide(place.conversationId);
    });
    this.#shown.set(place.conversationId, { place, callOff });
  }
}

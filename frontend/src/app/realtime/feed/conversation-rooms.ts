/** A conversation with a contact, who may have others on other lines. */
export interface ConversationPlace {
  readonly contactId: string;
  readonly conversationId: string;
}

/** Which conversations are being looked at in this tab, and by how many parts of the screen. */
export class ConversationRooms {
  readonly #viewers = new Map<string, { place: ConversationPlace; count: number }>();

  get open(): readonly ConversationPlace[] {
    return [...this.#viewers.values()].map(({ place }) => place);
  }

  /** Returns whether this is the first viewer. */
  enter(place: ConversationPlace): boolean {
    const count = this.#viewers.get(keyOf(place))?.count ?? 0;
    this.#viewers.set(keyOf(place), { place, count: count + 1 });
    return count === 0;
  }

  /** Returns whether that was the last viewer. */
  leave(place: ConversationPlace): boolean {
    const count = (this.#viewers.get(keyOf(place))?.count ?? 0) - 1;
    if (count > 0) {
      this.#viewers.set(keyOf(place), { place, count });
      return false;
    }
    return this.#viewers.delete(keyOf(place));
  }
}

/** Contacts are merged, and a conversation becomes another's. */
function keyOf({ contactId, conversationId }: ConversationPlace): string {
  return `${contactId}/${conversationId}`;
}

/** Which conversations are being looked at in this tab, and by how many parts of the screen. */
export class ConversationRooms {
  readonly #viewers = new Map<string, number>();

  get open(): readonly string[] {
    return [...this.#viewers.keys()];
  }

  /** Returns whether this is the first viewer. */
  enter(contactId: string): boolean {
    const viewers = this.#viewers.get(contactId) ?? 0;
    this.#viewers.set(contactId, viewers + 1);
    return viewers === 0;
  }

  /** Returns whether that was the last viewer. */
  leave(contactId: string): boolean {
    const viewers = (this.#viewers.get(contactId) ?? 0) - 1;
    if (viewers > 0) {
      this.#viewers.set(contactId, viewers);
      return false;
    }
    return this.#viewers.delete(contactId);
  }
}

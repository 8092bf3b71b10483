import type { Conversation } from '#contract/conversations';

/** What decides whether the team has seen a conversation. */
export interface Reading {
  conversation: Conversation | null;
  isLoaded: boolean;
  isVisible: boolean;
  atEnd: boolean;
}

/**
 * Decides when a conversation is to be marked as read: once when it is opened, wherever its first unread message is, and
 * afterwards whenever something came in while its end is in view. Each state of the conversation is marked once.
 */
export class ReadMarker {
  #openedId: string | null = null;
  #markedVersion = -1;

  /** Whether to tell the server now. */
  isDue({ conversation, isLoaded, isVisible, atEnd }: Reading): boolean {
    if (!conversation || !isLoaded || !isVisible) {
      return false;
    }
    const isOpening = this.#openedId !== conversation.id;
    if (isOpening) {
      this.#openedId = conversation.id;
      this.#markedVersion = -1;
    }
    const isDue = conversation.unread > 0 && (isOpening || atEnd) && conversation.version > this.#markedVersion;
    this.#markedVersion = isDue ? conversation.version : this.#markedVersion;
    return isDue;
  }
}

import { SocketTyping } from './socket-typing.ts';
import { TypingBoard, type Typing } from './typing-board.ts';

export interface TypingOutlets {
  /** Tells the client's sockets. */
  tell: (name: 'typing:start' | 'typing:stop', clientCode: string, typing: Typing) => void;
  /** Sends a person's typing on to the contact. */
  sendOn: (clientCode: string, contactId: string, typing: boolean) => void;
}

/** Keeps the board of who is typing, and passes on what people type in their browsers. */
export class TypingRelay {
  readonly board: TypingBoard;
  readonly #outlets: TypingOutlets;

  constructor(outlets: TypingOutlets) {
    this.#outlets = outlets;
    this.board = new TypingBoard((clientCode, typing) => {
      outlets.tell('typing:stop', clientCode, typing);
    });
  }

  /** What one socket of this person types. */
  ofSocket(clientCode: string, userId: string): SocketTyping {
    const { tell, sendOn } = this.#outlets;
    const typingTo = (contactId: string): Typing => ({ contactId, by: 'user', userId });
    return new SocketTyping({
      start: (contactId) => {
        const typing = typingTo(contactId);
        if (this.board.start(clientCode, typing)) tell('typing:start', clientCode, typing);
        sendOn(clientCode, contactId, true);
      },
      stop: (contactId) => {
        const typing = typingTo(contactId);
        if (!this.board.stop(clientCode, typing)) return;
        tell('typing:stop', clientCode, typing);
        sendOn(clientCode, contactId, false);
      },
    });
  }
}

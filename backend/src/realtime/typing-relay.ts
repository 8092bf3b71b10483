import type { ConversationPlace } from './conversation-place.ts';
import { SocketTyping } from './socket-typing.ts';
import { TypingBoard, type Typing } from './typing-board.ts';

export interface TypingOutlets {
  /** Tells the client's sockets. */
  tell: (name: 'typing:start' | 'typing:stop', clientCode: string, typing: Typing) => void;
  /** Sends a person's typing on to the contact. */
  sendOn: (clientCode: string, place: ConversationPlace, typing: boolean) => void;
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
    const typingIn = (place: ConversationPlace): Typing => ({ ...place, by: 'user', userId });
    return new SocketTyping({
      start: (place) => {
        const typing = typingIn(place);
        if (this.board.start(clientCode, typing)) tell('typing:start', clientCode, typing);
        sendOn(clientCode, place, true);
      },
      stop: (place) => {
        const typing = typingIn(place);
        if (!this.board.stop(clientCode, typing)) return;
        tell('typing:stop', clientCode, typing);
        sendOn(clientCode, place, false);
      },
    });
  }
}

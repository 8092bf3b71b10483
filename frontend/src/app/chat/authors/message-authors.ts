import { inject, Service } from '@angular/core';
import type { Message } from '#contract/messages';
import { Colleagues } from '../../colleagues';
import { SignInStore } from '../../sign-in';

/** Who wrote a message, as far as it can be said. */
export interface MessageAuthor {
  /** The word for whoever it is, as a key below `chat.author`. */
  word: 'you' | Message['author'];
  /** A colleague's name, which says more than the word; null while it is not known. */
  name: string | null;
}

/** Tells who of the team wrote a message. */
@Service()
export class MessageAuthors {
  readonly #user = inject(SignInStore).user;
  readonly #colleagues = inject(Colleagues);

  authorOf({ author, userId }: Pick<Message, 'author' | 'userId'>): MessageAuthor {
    if (author !== 'user') {
      return { word: author, name: null };
    }
    return userId !== undefined && userId === this.#user()?.id
      ? { word: 'you', name: null }
      : { word: 'user', name: this.#colleagues.nameOf(userId) };
  }
}

import { Service, signal } from '@angular/core';

/** A place in a conversation. */
export interface MessageTarget {
  readonly conversationId: string;
  readonly messageId: string;
}

/** The message somebody wants to see, for the conversation that is opened for it. */
@Service()
export class MessageTargets {
  readonly #wanted = signal<MessageTarget | null>(null);
  /** Another object each time it is wanted. */
  readonly wanted = this.#wanted.asReadonly();

  want(target: MessageTarget): void {
    this.#wanted.set({ ...target });
  }

  /** It is being shown. */
  reach(target: MessageTarget): void {
    if (this.#wanted() === target) this.#wanted.set(null);
  }
}

import { inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Message } from '#contract/messages';

/** A place in a conversation. */
export interface MessageTarget {
  readonly conversationId: string;
  readonly messageId: string;
}

/** The message somebody wants to see, for the conversation that is opened for it. */
@Service()
export class MessageTargets {
  readonly #router = inject(Router);
  readonly #wanted = signal<MessageTarget | null>(null);
  /** Another object each time it is wanted. */
  readonly wanted = this.#wanted.asReadonly();

  want(target: MessageTarget): void {
    this.#wanted.set({ ...target });
  }

  /** Opens the conversation of a message, at the message. */
  goTo({ id: messageId, conversationId }: Pick<Message, 'id' | 'conversationId'>): void {
    this.want({ conversationId, messageId });
    void this.#router.navigate(['/chat', conversationId]);
  }

  /** It is being shown. */
  reach(target: MessageTarget): void {
    if (this.#wanted() === target) this.#wanted.set(null);
  }
}

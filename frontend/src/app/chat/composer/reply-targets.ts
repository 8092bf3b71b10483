import { Service, signal } from '@angular/core';
import type { Message } from '#contract/messages';

/** Which message each conversation's next one answers. */
@Service()
export class ReplyTargets {
  readonly #targets = signal<ReadonlyMap<string, Message>>(new Map());

  /** Null where nothing is being answered. */
  of(conversationId: string): Message | null {
    return this.#targets().get(conversationId) ?? null;
  }

  answer(message: Message): void {
    this.#targets.update((targets) => new Map([...targets, [message.conversationId, message]]));
  }

  forget(conversationId: string): void {
    this.#targets.update((targets) => new Map([...targets].filter(([id]) => id !== conversationId)));
  }
}

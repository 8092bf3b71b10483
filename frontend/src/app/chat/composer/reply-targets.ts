import { Service, signal } from '@angular/core';
import type { Message, Quoted } from '#contract/messages';

/** A message as it stands above the one that answers it. */
export function quotedOf({ id, direction, author, userId, participant, participantId, type, text }: Message): Quoted {
  return { id, direction, author, userId, participant, participantId, type, text };
}

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

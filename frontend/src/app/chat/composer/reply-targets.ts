import { Service, signal } from '@angular/core';
import type { Message, Quoted } from '#contract/messages';

/** A message as it stands above the one that answers it. */
export function quotedOf(message: Message): Quoted {
  const { id, direction, author, userId, participant, participantId, type, text } = message;
  const contacts = message.contacts?.map(({ name }) => ({ name }));
  return {
    id,
    direction,
    author,
    userId,
    participant,
    participantId,
    type,
    text,
    ...(contacts && { contacts }),
    ...(message.order && { order: true }),
  };
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

  /** Its messages are in another conversation from now on, where what is answered already goes first. */
  move(from: string, into: string): void {
    const moved = this.of(from);
    this.forget(from);
    if (moved && !this.of(into)) this.answer({ ...moved, conversationId: into });
  }

  forget(conversationId: string): void {
    this.#targets.update((targets) => new Map([...targets].filter(([id]) => id !== conversationId)));
  }
}

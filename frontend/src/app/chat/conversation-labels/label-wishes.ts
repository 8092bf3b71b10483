import { signal } from '@angular/core';
import type { Observable } from 'rxjs';
import type { Conversation } from '#contract/conversations';

/** Stores the labels a conversation is to have. */
export type SendLabels = (labels: string[]) => Observable<unknown>;

/**
 * Labels that were put on and taken off and are on their way to the server. They show at once, the last wish of a
 * conversation counts, and no request overtakes another; where one fails, the labels are as before.
 */
export class LabelWishes {
  readonly #wishes = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  readonly #underWay = new Set<string>();
  readonly #fail: (error: unknown) => void;

  constructor(fail: (error: unknown) => void) {
    this.#fail = fail;
  }

  /** The conversation as it will be. */
  shown(conversation: Conversation): Conversation {
    const labels = this.#wishes().get(conversation.id);
    return labels ? { ...conversation, labels: [...labels] } : conversation;
  }

  want(conversationId: string, labels: readonly string[], send: SendLabels): void {
    this.#wishes.update((wishes) => new Map(wishes).set(conversationId, labels));
    if (!this.#underWay.has(conversationId)) this.#send(conversationId, send);
  }

  #send(id: string, send: SendLabels): void {
    const wish = this.#wishes().get(id);
    if (!wish) return;
    this.#underWay.add(id);
    send([...wish]).subscribe({
      next: () => {
        this.#underWay.delete(id);
        if (this.#wishes().get(id) === wish) this.#forget(id);
        else this.#send(id, send);
      },
      error: (error: unknown) => {
        this.#underWay.delete(id);
        this.#forget(id);
        this.#fail(error);
      },
    });
  }

  #forget(id: string): void {
    this.#wishes.update((wishes) => {
      const others = new Map(wishes);
      others.delete(id);
      return others;
    });
  }
}

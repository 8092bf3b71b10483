import { DestroyRef, inject, Service, signal } from '@angular/core';
import type { EventData } from '#contract/events';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';

/** Somebody who is writing; `userId` says which colleague it is. */
export type Typist = Pick<EventData<'typing:start'>, 'by' | 'userId'>;

/** WhatsApp repeats "composing" every few seconds; without a repeat or a stop it is taken to be over, in milliseconds. */
const LONGEST_SILENCE = 15_000;

/** Who is writing in which conversation right now, apart from the signed-in person. */
@Service()
export class TypingStore {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #typists = signal<ReadonlyMap<string, Typist>>(new Map());
  readonly #expiries = new Map<string, ReturnType<typeof setTimeout>>();

  constructor() {
    const subscriptions = [
      this.#realtime.on('typing_start').subscribe((event) => {
        this.#start(event);
      }),
      this.#realtime.on('typing_stop').subscribe(({ contactId }) => {
        this.#stop(contactId);
      }),
      this.#realtime.on('new_message').subscribe(({ contactId, message }) => {
        if (message.direction === 'in' || message.author === 'bot') {
          this.#stop(contactId);
        }
      }),
      this.#realtime.startOver$.subscribe(() => {
        this.#typists.set(new Map());
      }),
    ];
    inject(DestroyRef).onDestroy(() => {
      subscriptions.forEach((subscription) => {
        subscription.unsubscribe();
      });
      this.#expiries.forEach((expiry) => {
        clearTimeout(expiry);
      });
    });
  }

  /** Who is writing to, or as, this contact; null when nobody is. */
  typist(contactId: string): Typist | null {
    return this.#typists().get(contactId) ?? null;
  }

  #start({ contactId, by, userId }: EventData<'typing:start'>): void {
    if (userId !== undefined && userId === this.#user()?.id) {
      return;
    }
    clearTimeout(this.#expiries.get(contactId));
    this.#expiries.set(
      contactId,
      setTimeout(() => {
        this.#stop(contactId);
      }, LONGEST_SILENCE),
    );
    this.#typists.update((typists) => new Map(typists).set(contactId, { by, userId }));
  }

  #stop(contactId: string): void {
    clearTimeout(this.#expiries.get(contactId));
    this.#expiries.delete(contactId);
    if (this.#typists().has(contactId)) {
      this.#typists.update((typists) => new Map([...typists].filter(([id]) => id !== contactId)));
    }
  }
}

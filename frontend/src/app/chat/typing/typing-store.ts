import { computed, DestroyRef, inject, linkedSignal, Service } from '@angular/core';
import { merge, tap } from 'rxjs';
import type { Conversation } from '#contract/conversations';
import type { EventData } from '#contract/events';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';

/** Somebody who is writing; `userId` says which colleague it is, `participant` who of a group. */
export type Typist = Pick<EventData<'typing:start'>, 'by' | 'userId' | 'participant' | 'participantId'>;

/** One person writing in one conversation. */
type Typing = Typist & Pick<EventData<'typing:start'>, 'contactId' | 'conversationId'>;
type Typings = ReadonlyMap<string, readonly Typing[]>;

/** WhatsApp repeats "composing" every few seconds; without a repeat or a stop it is taken to be over, in milliseconds. */
const LONGEST_SILENCE = 15_000;

/** Who is worth showing when several are writing: the contact before a colleague, and the bot last. */
const usefulness: readonly Typist['by'][] = ['contact', 'user', 'bot'];

/** Who is writing in which conversation right now, apart from the signed-in person. */
@Service()
export class TypingStore {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #ownId = computed(() => this.#user()?.id);
  /** By contact, the most useful first. Whoever signs in next begins with nobody. */
  readonly #typings = linkedSignal<string | undefined, Typings>({ source: this.#ownId, computation: () => new Map() });
  readonly #expiries = new Map<string, ReturnType<typeof setTimeout>>();

  constructor() {
    const following = this.#follow();
    inject(DestroyRef).onDestroy(() => {
      following.unsubscribe();
      this.#clear();
    });
  }

  /**
   * Who is writing in this conversation: the most useful to know of; null when nobody is. Where it is not known in which of a
   * contact's conversations somebody writes, it is said in all of them.
   */
  typist({ id, contactId }: Pick<Conversation, 'id' | 'contactId'>): Typist | null {
    const typings = this.#typings().get(contactId) ?? [];
    return typings.find(({ conversationId = id }) => conversationId === id) ?? null;
  }

  #follow() {
    const realtime = this.#realtime;
    return merge(
      realtime.on('typing_start').pipe(
        tap((event) => {
          this.#start(event);
        }),
      ),
      realtime.on('typing_stop').pipe(
        tap((event) => {
          this.#stop(event);
        }),
      ),
      realtime.on('new_message').pipe(
        tap((event) => {
          this.#stopAuthor(event);
        }),
      ),
      realtime.on('presence_changed').pipe(
        tap((event) => {
          this.#stopAbsent(event);
        }),
      ),
      realtime.startOver$.pipe(
        tap(() => {
          this.#clear();
        }),
      ),
    ).subscribe();
  }

  #start({ contactId, conversationId, by, userId, participant, participantId }: Typing): void {
    if (userId !== undefined && userId === this.#ownId()) return;
    const typing: Typing = { contactId, conversationId, by, userId, participant, participantId };
    const key = keyOf(typing);
    clearTimeout(this.#expiries.get(key));
    this.#expiries.set(
      key,
      setTimeout(() => {
        this.#stop(typing);
      }, LONGEST_SILENCE),
    );
    if (!this.#has(typing)) this.#put(contactId, (typings) => [...typings, typing].sort(byUsefulness));
  }

  #stop(typing: Typing): void {
    const key = keyOf(typing);
    clearTimeout(this.#expiries.get(key));
    this.#expiries.delete(key);
    if (!this.#has(typing)) return;
    this.#put(typing.contactId, (typings) => typings.filter((one) => keyOf(one) !== key));
  }

  /** Who has sent it has written it. */
  #stopAuthor({ contactId, message }: EventData<'message:new'>): void {
    const { conversationId, direction, author, userId, participant, participantId } = message;
    // It may not have been known in which conversation they wrote.
    for (const place of [{ contactId, conversationId }, { contactId }]) {
      if (direction === 'in') this.#stop({ ...place, by: 'contact', participant, participantId });
      else if (author === 'bot') this.#stop({ ...place, by: 'bot' });
      else if (author === 'user') this.#stop({ ...place, by: 'user', userId });
    }
  }

  /** A colleague whose browser has vanished can no longer say that they stopped. */
  #stopAbsent({ users, complete }: EventData<'presence:changed'>): void {
    const online = new Map(users.map((user) => [user.userId, user.online]));
    const isAbsent = (userId: string): boolean => online.get(userId) === false || (!!complete && !online.has(userId));
    for (const typing of [...this.#typings().values()].flat()) {
      if (typing.userId !== undefined && isAbsent(typing.userId)) this.#stop(typing);
    }
  }

  #has(typing: Typing): boolean {
    const typings = this.#typings().get(typing.contactId) ?? [];
    return typings.some((one) => keyOf(one) === keyOf(typing));
  }

  #put(contactId: string, change: (typings: readonly Typing[]) => readonly Typing[]): void {
    this.#typings.update((before) => {
      const typings = change(before.get(contactId) ?? []);
      const after = new Map(before);
      if (typings.length > 0) after.set(contactId, typings);
      else after.delete(contactId);
      return after;
    });
  }

  #clear(): void {
    for (const expiry of this.#expiries.values()) clearTimeout(expiry);
    this.#expiries.clear();
    this.#typings.set(new Map());
  }
}

function keyOf({ contactId, conversationId, by, userId, participant, participantId }: Typing): string {
  return `${contactId}/${conversationId ?? ''}/${by}/${userId ?? ''}/${participantId ?? participant ?? ''}`;
}

function byUsefulness(one: Typing, other: Typing): number {
  return usefulness.indexOf(one.by) - usefulness.indexOf(other.by);
}

import { computed, DestroyRef, effect, inject, Service } from '@angular/core';
import type { Conversation } from '#contract/conversations';
import { ApiClient } from '../../api';
import { CacheService } from '../../cache';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import type { ChatEvent } from '../events/chat-event';
import { chatEvents } from '../events/chat-events';
import { SendQueue } from '../sending';
import { ConversationStore } from './conversation-store';

/** How many conversations stay in memory, so that going back to one shows it at once. */
const CAPACITY = 10;

/** The conversations that are or were lately open, kept live; the one that was open longest ago goes first. */
@Service()
export class OpenConversations {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #queue = inject(SendQueue);
  readonly #user = inject(SignInStore).user;
  readonly #userId = computed(() => this.#user()?.id ?? null);
  /** In the order in which they were opened. */
  readonly #stores = new Map<string, ConversationStore>();
  #owner = this.#userId();

  constructor() {
    const subscriptions = [
      chatEvents(this.#realtime).subscribe((event) => {
        this.#dispatch(event);
      }),
      this.#queue.stored$.subscribe((message) => this.#stores.get(message.conversationId)?.merge(message)),
      this.#realtime.startOver$.subscribe(() => {
        this.#startOver();
      }),
    ];
    effect(() => {
      this.#belongTo(this.#userId());
    });
    inject(DestroyRef).onDestroy(() => {
      subscriptions.forEach((subscription) => {
        subscription.unsubscribe();
      });
    });
  }

  /** The store of a conversation that a person has just opened. `known` is its row in the list, where there is one. */
  open(conversationId: string, known: Conversation | null): ConversationStore {
    this.#belongTo(this.#userId());
    const store =
      this.#stores.get(conversationId) ?? new ConversationStore(conversationId, this.#api, this.#cache, this.#realtime);
    this.#stores.delete(conversationId);
    this.#stores.set(conversationId, store);
    this.#letGoOfOldest();
    store.enter(known);
    return store;
  }

  /** Those that are held, the one that was opened last first. */
  lately(): readonly Conversation[] {
    return [...this.#stores.values()]
      .map((store) => (store.mergedInto() === null ? store.conversation() : null))
      .filter((conversation) => conversation !== null)
      .reverse();
  }

  #dispatch(event: ChatEvent): void {
    const id = conversationOf(event);
    if (id !== null) {
      this.#stores.get(id)?.apply(event);
      // Which messages have come over is not told one by one.
      if (event.name === 'conversation:removed') this.#stores.get(event.data.mergedInto ?? '')?.load();
      return;
    }
    // Whoever it is may have written in any group.
    for (const store of this.#stores.values()) store.apply(event);
  }

  #startOver(): void {
    const open = [...this.#stores.values()].at(-1);
    for (const store of this.#stores.values()) {
      if (store === open) {
        store.startOver();
      } else {
        store.destroy();
        this.#stores.delete(store.id);
      }
    }
  }

  /** Another person at the same browser starts with nothing. */
  #belongTo(userId: string | null): void {
    if (userId === this.#owner) {
      return;
    }
    this.#owner = userId;
    this.#stores.forEach((store) => {
      store.destroy();
    });
    this.#stores.clear();
  }

  #letGoOfOldest(): void {
    for (const [id, store] of this.#stores) {
      if (this.#stores.size <= CAPACITY) {
        return;
      }
      store.letGo();
      this.#stores.delete(id);
    }
  }
}

function conversationOf(event: ChatEvent): string | null {
  switch (event.name) {
    case 'message:new':
    case 'message:updated':
      return event.data.message.conversationId;
    case 'message:status':
    case 'conversation:removed':
      return event.data.conversationId;
    case 'conversation:updated':
      return event.data.conversation.id;
    case 'contact:updated':
    case 'contact:removed':
      return null;
  }
}

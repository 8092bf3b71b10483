import { computed, DestroyRef, inject, linkedSignal, Service } from '@angular/core';
import type { Conversation } from '#contract/conversations';
import type { EventData, PresentUser } from '#contract/events';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

type Present = ReadonlyMap<string, PresentUser>;
type Viewed = Pick<Conversation, 'id' | 'contactId'>;

/**
 * Which colleagues are online and what they look at. The signed-in person is left out, whatever tabs they have. While the
 * server is out of reach nobody knows, so nobody is shown.
 */
@Service()
export class PresenceStore {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #ownId = computed(() => this.#user()?.id);
  /** Whoever signs in next begins with nobody. */
  readonly #present = linkedSignal<string | undefined, Present>({ source: this.#ownId, computation: () => new Map() });
  readonly #isKnown = computed(() => this.#realtime.connection().kind !== 'offline');

  /** Everybody else who is online, by name. */
  readonly colleagues = computed<readonly PresentUser[]>(() => {
    if (!this.#isKnown()) return [];
    const others = [...this.#present().values()].filter(({ userId }) => userId !== this.#ownId());
    return others.sort(byName);
  });

  constructor() {
    const changes = this.#realtime.on('presence_changed').subscribe((event) => {
      this.#present.update((before) => presentAfter(before, event));
    });
    inject(DestroyRef).onDestroy(() => {
      changes.unsubscribe();
    });
  }

  /** Whether the signed-in person has this conversation open, in whatever tab. */
  isLooking(conversation: Viewed): boolean {
    const own = this.#present().get(this.#ownId() ?? '');
    return own !== undefined && looksAt(own, conversation);
  }

  /** The colleagues who have this conversation open, by name. */
  viewersOf(conversation: Viewed): readonly PresentUser[] {
    return this.colleagues().filter((colleague) => looksAt(colleague, conversation));
  }
}

/** Whoever has not said which conversation it is may have any with the contact open. */
function looksAt({ viewing, viewingConversation }: PresentUser, { id, contactId }: Viewed): boolean {
  return viewing === contactId && (viewingConversation === undefined || viewingConversation === id);
}

/** `complete` is everybody; otherwise only those are named who changed. */
function presentAfter(before: Present, { users, complete }: EventData<'presence:changed'>): Present {
  const after = new Map(complete ? [] : before);
  for (const user of users) {
    if (user.online) after.set(user.userId, user);
    else after.delete(user.userId);
  }
  return after;
}

function byName(one: PresentUser, other: PresentUser): number {
  return one.name.localeCompare(other.name) || one.userId.localeCompare(other.userId);
}

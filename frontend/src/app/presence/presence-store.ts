import { computed, DestroyRef, inject, linkedSignal, Service } from '@angular/core';
import type { EventData, PresentUser } from '#contract/events';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

type Present = ReadonlyMap<string, PresentUser>;

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

  /** Whether the signed-in person has this contact's conversation open, in whatever tab. */
  isLooking(contactId: string): boolean {
    const own = this.#present().get(this.#ownId() ?? '');
    return own?.viewing === contactId;
  }

  /** The colleagues who have this contact's conversation open, by name. */
  viewersOf(contactId: string): readonly PresentUser[] {
    return this.colleagues().filter(({ viewing }) => viewing === contactId);
  }
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

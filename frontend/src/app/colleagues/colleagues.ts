import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { catchError, EMPTY, filter, merge, type Observable, of, Subscription, switchMap } from 'rxjs';
import type { User } from '#contract/accounts';
import { ApiClient } from '../api';
import { type Cached, CacheService } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

/** What everybody of the team may know of one another. */
export type Colleague = Pick<User, 'id' | 'name' | 'role' | 'active'>;

interface Team {
  readonly items: readonly Colleague[];
}

/** The people of the client, those who have left included: what they wrote still bears their names. */
@Service()
export class Colleagues {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #belongsTo = computed(() => (this.#user()?.clientCode ? this.#user()?.id : undefined));
  readonly #team = signal<readonly Colleague[]>([]);
  readonly #names = computed(() => new Map(this.#team().map(({ id, name }) => [id, name])));

  /** Who can be given a conversation; nobody until they are known. */
  readonly active = computed(() => this.#team().filter(({ active }) => active));

  constructor() {
    effect((onCleanup) => {
      const isSomebody = this.#belongsTo() !== undefined;
      this.#team.set([]);
      const following = isSomebody ? untracked(() => this.#follow()) : Subscription.EMPTY;
      onCleanup(() => {
        following.unsubscribe();
      });
    });
  }

  /** The name of a person of the team; null for nobody, and until it is known. */
  nameOf(userId: string | null | undefined): string | null {
    return this.#names().get(userId ?? '') ?? null;
  }

  #follow(): Subscription {
    return merge(
      of(null),
      this.#realtime.startOver$,
      this.#realtime.on('settings_changed').pipe(filter(({ kind }) => kind === 'users')),
    )
      .pipe(switchMap(() => this.#read()))
      .subscribe(({ value: { items } }) => {
        this.#team.set(items);
      });
  }

  #read(): Observable<Cached<Team>> {
    return this.#cache
      .read('colleagues', () => this.#api.get<Team>('/users'), {
        ttl: 300_000,
        invalidatedBy: ['settings_changed'],
        insists: true,
      })
      .pipe(
        // Without names the word for any colleague stands in.
        catchError(() => EMPTY),
      );
  }
}

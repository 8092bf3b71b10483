import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import { filter, merge, of, retry, type Subscription, switchMap } from 'rxjs';
import type { User } from '#contract/accounts';
import { ApiClient } from '../api';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

/** What everybody of the team may know of one another. */
export type Colleague = Pick<User, 'id' | 'name' | 'role' | 'active'>;

/** How long to wait after a failed fetch, in milliseconds: names are worth another try, but nothing waits for them. */
const RETRY_PAUSE = 10_000;

/** The people of the client, those who have left included: what they wrote still bears their names. */
@Service()
export class Colleagues {
  readonly #api = inject(ApiClient);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #belongsTo = computed(() => (this.#user()?.clientCode ? this.#user()?.id : undefined));
  readonly #names = signal<ReadonlyMap<string, string>>(new Map());

  constructor() {
    let following: Subscription | undefined;
    effect(() => {
      following?.unsubscribe();
      this.#names.set(new Map());
      const isSomebody = this.#belongsTo() !== undefined;
      following = isSomebody ? untracked(() => this.#follow()) : undefined;
    });
    inject(DestroyRef).onDestroy(() => following?.unsubscribe());
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
      .pipe(
        switchMap(() => this.#api.get<{ items: Colleague[] }>('/users').pipe(retry({ count: 5, delay: RETRY_PAUSE }))),
      )
      .subscribe({
        next: ({ items }) => {
          this.#names.set(new Map(items.map(({ id, name }) => [id, name])));
        },
        // Without names the word for any colleague stands in.
        error: () => undefined,
      });
  }
}

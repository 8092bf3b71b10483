import { computed, effect, inject, Service, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { defer, filter, merge, type Observable, skip, take, timer } from 'rxjs';
import { type FrontendEventName, frontendEventNames } from '#contract/event-names';
import { toApiError } from '../api';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { CacheCore } from './cache-core';
import { CACHE_SETTINGS } from './cache-settings';
import type { Cached, CacheRules } from './cached';
import { tryPause } from './try-pause';

export interface ReadRules extends CacheRules {
  /** Events after which a held answer may no longer be true. */
  readonly invalidatedBy?: readonly FrontendEventName[];
}

/**
 * The answers of reads, so that a screen shows at once what was there before and brings it up to date behind it. What
 * `CacheCore` says of reading holds here; besides, everything is forgotten when the event log starts over and when
 * somebody else signs in, and a failed renewal is tried again as soon as the connection is back. Answers 401, 403, 404
 * and 410 are final.
 *
 *     cache.read('colleagues', () => api.get<Team>('/users'), { ttl: 300_000, invalidatedBy: ['settings_changed'] })
 */
@Service()
export class CacheService {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #userId = computed(() => this.#user()?.id ?? null);
  readonly #isConnected = computed(() => isConnected(this.#realtime.connection().kind));
  /** Without the state it is in already. */
  readonly #connected$ = toObservable(this.#isConnected).pipe(skip(1), filter(Boolean));
  readonly #core = new CacheCore({
    ...inject(CACHE_SETTINGS),
    again: (failures) => this.#again(failures),
    isFinal: (error) => [401, 403, 404, 410].includes(toApiError(error).status),
  });
  #owner = this.#userId();

  constructor() {
    this.#realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.#core.forget();
    });
    // All of them from the beginning: a store that reads again on an event has to find its answer invalidated already.
    for (const name of Object.values(frontendEventNames)) {
      this.#realtime
        .on(name)
        .pipe(takeUntilDestroyed())
        .subscribe(() => {
          this.#core.invalidateTag(tagOf(name));
        });
    }
    effect(() => {
      this.#belongTo(this.#userId());
    });
  }

  /** Gives what is held at once, and what is fetched where that is not fresh. Cold, and ends with a fresh answer. */
  read<Value>(
    key: string,
    fetch: () => Observable<Value>,
    { invalidatedBy = [], ...rules }: ReadRules,
  ): Observable<Cached<Value>> {
    const tags = [...(rules.tags ?? []), ...invalidatedBy.map(tagOf)];
    return defer(() => this.#ownCore().read(key, fetch, { ...rules, tags }));
  }

  /** What is held, without asking for anything; null for nothing. */
  peek<Value>(key: string): Cached<Value> | null {
    return this.#ownCore().peek<Value>(key);
  }

  /** Keeps, as stale, what a store is about to let go of. */
  hold(key: string, value: unknown, rules: CacheRules): void {
    this.#ownCore().hold(key, value, rules);
  }

  /** Has the next read of this key fetch again. */
  invalidate(key: string): void {
    this.#core.invalidate(key);
  }

  invalidateTag(tag: string): void {
    this.#core.invalidateTag(tag);
  }

  /** Looks at every use whose it is: effects run later than what a screen does when somebody else signs in. */
  #ownCore(): CacheCore {
    this.#belongTo(untracked(this.#userId));
    return this.#core;
  }

  #belongTo(userId: string | null): void {
    if (userId === this.#owner) return;
    this.#owner = userId;
    this.#core.cut();
  }

  #again(failures: number): Observable<unknown> {
    return merge(timer(tryPause(failures)), this.#connected$).pipe(take(1));
  }
}

function tagOf(name: FrontendEventName): string {
  return `event:${name}`;
}

/** Whether the server can be reached, by push or by polling. */
function isConnected(kind: string): boolean {
  return kind === 'live' || kind === 'polling';
}

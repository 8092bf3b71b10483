import { computed, effect, inject, signal, untracked } from '@angular/core';
import {
  catchError,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  merge,
  type Observable,
  of,
  Subject,
  Subscription,
  switchMap,
  tap,
} from 'rxjs';
import { ApiClient } from '../api';
import { type Cached, CacheService } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

/** Where in the client's log something was read, as answers about what is in the log say. */
interface LogPlace {
  readonly epoch: string;
  readonly seq: number;
}

export interface FollowRules {
  /** Where it is held, and where it is read. */
  readonly key: string;
  readonly path: string;
  /** The kind of `settings_changed` that tells of a change; without one nothing does. */
  readonly kind?: string;
  /** Milliseconds for which an answer counts as fresh; five minutes when not given. */
  readonly ttl?: number;
  /** Whether an operator, who belongs to no client, has it too. */
  readonly operators?: boolean;
}

/**
 * Something that is held for as long as somebody is signed in: read at once, and again whenever it may have changed. Made
 * where `inject` may be called, and as long-lived as what it is made in.
 */
export class Followed<Value> {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #rules: FollowRules;
  readonly #owner = computed(() => {
    const user = this.#user();
    return user && (user.clientCode !== null || this.#rules.operators) ? user.id : null;
  });
  readonly #value = signal<Value | undefined>(undefined);
  readonly #failed = signal(false);
  /** How many are on their way to the server. */
  #changes = 0;
  /** What to wait for instead of what is being read. */
  readonly #turns = new Subject<Observable<Cached<Value>>>();

  /** Undefined until it is known; what somebody else had is gone at once. */
  readonly value = this.#value.asReadonly();
  /** Whether there is nothing to show because the server did not answer; it is asked again all the same. */
  readonly failed = computed(() => this.#failed() && this.#value() === undefined);

  constructor(rules: FollowRules) {
    this.#rules = rules;
    effect((onCleanup) => {
      const owner = this.#owner();
      this.#value.set(undefined);
      this.#failed.set(false);
      const following = owner === null ? Subscription.EMPTY : untracked(() => this.#follow());
      onCleanup(() => {
        following.unsubscribe();
      });
    });
  }

  /** Reads it again where the last answer is no longer fresh. */
  refresh(): void {
    this.#failed.set(false);
    this.#turns.next(this.#read());
  }

  /** Reads it again, however fresh it is. */
  renew(): void {
    this.#cache.invalidate(this.#rules.key);
    this.refresh();
  }

  /** Runs a change of it. What is being read meanwhile may be from before, so it is let go of, and read afterwards. */
  whileChanging<Answer>(change: Observable<Answer>): Observable<Answer> {
    return defer(() => {
      this.#changes++;
      this.#turns.next(EMPTY);
      return change.pipe(
        finalize(() => {
          if (--this.#changes === 0) this.renew();
        }),
      );
    });
  }

  /** Takes what an answer says it is now. */
  put(value: Value): void {
    if (this.#owner() !== null) this.#value.set(value);
  }

  #follow(): Subscription {
    const { kind } = this.#rules;
    const news = merge(
      of(null),
      this.#realtime.startOver$,
      this.#realtime.on('settings_changed').pipe(filter((change) => change.kind === kind)),
    ).pipe(map(() => this.#read()));
    return merge(news, this.#turns)
      .pipe(switchMap((reading) => reading))
      .subscribe(({ value, stale }) => {
        // What was held from before is for the first moment only.
        if (stale && this.#value() !== undefined) return;
        this.#value.set(value);
        this.#failed.set(false);
      });
  }

  #read(): Observable<Cached<Value>> {
    if (this.#changes > 0) return EMPTY;
    const { key, path, kind, ttl = 300_000 } = this.#rules;
    const noteAnswer = tap<Value>((answer) => {
      this.#offerPlace(answer);
    });
    return this.#cache
      .read(key, () => this.#api.get<Value>(path).pipe(noteAnswer), {
        ttl,
        insists: true,
        failed: () => {
          this.#failed.set(true);
        },
        ...(kind !== undefined && { invalidatedBy: ['settings_changed'] as const }),
      })
      .pipe(catchError(() => EMPTY));
  }

  /** What changed between the answer and the moment this browser began to follow the log is then told, too. */
  #offerPlace(answer: unknown): void {
    const { epoch, seq } = (answer ?? {}) as Partial<LogPlace>;
    if (epoch !== undefined && seq !== undefined) this.#realtime.offerSnapshot(epoch, seq);
  }
}

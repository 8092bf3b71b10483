import {
  concat,
  defer,
  finalize,
  map,
  type Observable,
  of,
  retry,
  share,
  Subject,
  take,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import type { Cached, CacheRules } from './cached';
import { type HeldAnswer, HeldAnswers } from './held-answers';

const STALE_FOR = 3_600_000;

export interface CacheSetup {
  /** How many answers are held. */
  readonly capacity: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Emits when it is time to try again after so many failures in a row, 1 or more. */
  readonly again: (failures: number) => Observable<unknown>;
  /** Whether an error is an answer too: what was asked for is gone, or not for this person. */
  readonly isFinal: (error: unknown) => boolean;
}

/** A request that one or more readers wait for. */
interface Flight {
  readonly answer$: Observable<unknown>;
  readonly tags: readonly string[];
}

/**
 * Holds the answers of reads and shows them while they are renewed.
 *
 * - A fresh answer is given as it is, and nothing is fetched. A stale one is given at once, marked `stale`, and the fresh
 *   one after it. A read ends with the fresh answer.
 * - Readers of one key share one request; it is cancelled when the last of them leaves.
 * - A failed renewal leaves what is held and is tried again for as long as somebody is subscribed. An error reaches the
 *   reader only where nothing was held and the rules do not insist, or where it is final; then nothing is held any more.
 * - What is invalidated while its request is under way still reaches those who asked for it, but is held as stale, and
 *   whoever asks afterwards gets a request of their own.
 */
export class CacheCore {
  readonly #setup: CacheSetup;
  readonly #held: HeldAnswers;
  readonly #flights = new Map<string, Flight>();
  readonly #cuts = new Subject<void>();
  #lastOrder = 0;
  /** Answers that were asked for before the last `forget` are not kept. */
  #forgottenUpTo = 0;

  constructor(setup: CacheSetup) {
    this.#setup = setup;
    this.#held = new HeldAnswers(setup.capacity, setup.now);
  }

  /** Cold. `fetch` has to give one answer; a key always stands for one kind of value. */
  read<Value>(key: string, fetch: () => Observable<Value>, rules: CacheRules): Observable<Cached<Value>> {
    return defer(() => {
      const held = this.#held.find(key);
      if (held && this.#held.isFresh(held)) return of(this.#cached<Value>(held));
      const isHeld = held !== undefined;
      const renewal = this.#renewal(key, fetch, rules, isHeld || rules.insists === true);
      return isHeld ? concat(of({ value: held.value as Value, stale: true }), renewal) : renewal;
    });
  }

  /** What is held, without asking for anything; null for nothing. */
  peek<Value>(key: string): Cached<Value> | null {
    const held = this.#held.find(key);
    return held ? this.#cached<Value>(held) : null;
  }

  /** Keeps a value that was come by otherwise. It counts as stale from the beginning. */
  hold(key: string, value: unknown, rules: CacheRules): void {
    const order = ++this.#lastOrder;
    this.#held.put(key, { ...this.#answerOf(value, rules, order, this.#setup.now()), freshUntil: 0 });
  }

  invalidate(key: string): void {
    this.#held.invalidate((other) => other === key);
    this.#flights.delete(key);
  }

  invalidateTag(tag: string): void {
    this.#held.invalidate((_key, { tags }) => tags.includes(tag));
    for (const [key, { tags }] of this.#flights) if (tags.includes(tag)) this.#flights.delete(key);
  }

  /** Holds nothing any more, and keeps nothing of what is under way; it still reaches those who asked for it. */
  forget(): void {
    this.#forgottenUpTo = this.#lastOrder;
    this.#held.clear();
    this.#flights.clear();
  }

  /** Forgets, and ends every read there is without an answer: what is under way is nobody's any more. */
  cut(): void {
    this.forget();
    this.#cuts.next();
  }

  #renewal<Value>(
    key: string,
    fetch: () => Observable<Value>,
    rules: CacheRules,
    goesOn: boolean,
  ): Observable<Cached<Value>> {
    return defer(() => {
      const held = this.#held.find(key);
      if (held && this.#held.isFresh(held)) return of(held.value as Value);
      return this.#flight(key, fetch, rules);
    }).pipe(
      map((value) => ({ value, stale: false })),
      retry({
        delay: (error: unknown, failures) => {
          const isFinal = this.#setup.isFinal(error);
          rules.failed?.(error);
          if (isFinal) this.#held.delete(key);
          return goesOn && !isFinal ? this.#setup.again(failures) : throwError(() => error);
        },
      }),
      takeUntil(this.#cuts),
    );
  }

  /** The request under way for this key, or a new one. */
  #flight<Value>(key: string, fetch: () => Observable<Value>, rules: CacheRules): Observable<Value> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay.answer$ as Observable<Value>;
    const order = ++this.#lastOrder;
    const askedAt = this.#setup.now();
    const flight: Flight = {
      tags: rules.tags ?? [],
      answer$: defer(fetch).pipe(
        take(1),
        tap((value) => {
          if (order <= this.#forgottenUpTo) return;
          const answer = this.#answerOf(value, rules, order, askedAt);
          this.#held.put(key, this.#flights.get(key) === flight ? answer : { ...answer, freshUntil: 0 });
        }),
        finalize(() => {
          if (this.#flights.get(key) === flight) this.#flights.delete(key);
        }),
        share(),
      ),
    };
    this.#flights.set(key, flight);
    return flight.answer$ as Observable<Value>;
  }

  #answerOf(value: unknown, { ttl, staleFor, tags }: CacheRules, order: number, askedAt: number): HeldAnswer {
    const freshUntil = askedAt + ttl;
    return { value, tags: tags ?? [], order, freshUntil, shownUntil: freshUntil + (staleFor ?? STALE_FOR) };
  }

  #cached<Value>(held: HeldAnswer): Cached<Value> {
    return { value: held.value as Value, stale: !this.#held.isFresh(held) };
  }
}

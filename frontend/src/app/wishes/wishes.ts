import { computed, DestroyRef, inject, type Signal, signal, untracked } from '@angular/core';
import { AsyncSubject, catchError, concatMap, defer, EMPTY, finalize, type Observable, Subject, tap } from 'rxjs';

/** A change, as what it makes of a value. */
type Step<Value> = (value: Value) => Value;
/** Tells the server what the value is to be. */
type Send<Value> = (value: Value) => Observable<unknown>;

interface Wish<Value> {
  readonly step: Step<Value>;
  readonly send: Send<Value>;
  readonly outcome: AsyncSubject<never>;
}

/**
 * A value that is as somebody wants it at once, while the server is told of one change after the other. Each is made of what
 * is known when its turn comes, so none undoes another; one that is refused is as if it had not been. Made where `inject`
 * may be called; what was wished for by then is still told when that is gone.
 */
export class Wishes<Value> {
  readonly #wishes = signal<readonly Wish<Value>[]>([]);
  readonly #queue = new Subject<Wish<Value>>();
  /** With all that is on its way. */
  readonly value: Signal<Value>;

  constructor(known: () => Value) {
    this.value = computed(() => this.#wishes().reduce((value, { step }) => step(value), known()));
    this.#queue.pipe(concatMap((wish) => this.#fulfil(wish, known))).subscribe();
    inject(DestroyRef).onDestroy(() => {
      this.#queue.complete();
    });
  }

  /** What comes of it: completes once the server has taken it, else fails as `send` does. It is done all the same if nobody asks. */
  wish(step: Step<Value>, send: Send<Value>): Observable<never> {
    const wish = { step, send, outcome: new AsyncSubject<never>() };
    this.#wishes.update((wishes) => [...wishes, wish]);
    this.#queue.next(wish);
    return wish.outcome;
  }

  #fulfil(wish: Wish<Value>, known: () => Value): Observable<unknown> {
    return defer(() => wish.send(wish.step(untracked(known)))).pipe(
      finalize(() => {
        this.#wishes.update((wishes) => wishes.filter((other) => other !== wish));
      }),
      tap({
        error: (error: unknown) => {
          wish.outcome.error(error);
        },
        complete: () => {
          wish.outcome.complete();
        },
      }),
      catchError(() => EMPTY),
    );
  }
}

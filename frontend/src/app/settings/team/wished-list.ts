import { computed, DestroyRef, inject, type Signal, signal } from '@angular/core';
import { catchError, concatMap, EMPTY, finalize, type Observable, Subject } from 'rxjs';
import { EnhancedErrorHandlerService } from '../../errors';

/**
 * A list that is as somebody wants it at once, while the server is told: of one wish after the other, so that the last one
 * stays. Where it refuses, the list is as it was. Made where `inject` may be called.
 */
export class WishedList<Item> {
  readonly #wish = signal<readonly Item[] | null>(null);
  readonly #wishes = new Subject<readonly Item[]>();
  readonly items: Signal<readonly Item[]>;

  constructor(known: () => readonly Item[], store: (items: readonly Item[]) => Observable<unknown>) {
    const errors = inject(EnhancedErrorHandlerService);
    this.items = computed(() => this.#wish() ?? known());
    this.#wishes
      .pipe(
        concatMap((wish) =>
          store(wish).pipe(
            catchError((error: unknown) => {
              errors.tellFailure(error);
              return EMPTY;
            }),
            finalize(() => {
              if (this.#wish() === wish) this.#wish.set(null);
            }),
          ),
        ),
      )
      .subscribe();
    // What was wished for is still told.
    inject(DestroyRef).onDestroy(() => {
      this.#wishes.complete();
    });
  }

  wish(items: readonly Item[]): void {
    this.#wish.set(items);
    this.#wishes.next(items);
  }
}

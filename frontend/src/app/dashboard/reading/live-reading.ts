import { computed, inject, type Signal, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  BehaviorSubject,
  catchError,
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  map,
  merge,
  type Observable,
  of,
  skip,
  switchMap,
  take,
  tap,
  throttle,
  timer,
} from 'rxjs';
import { ApiClient } from '../../api';
import { CacheService } from '../../cache';
import { FiguresStore } from '../../figures';
import { WhatsAppRealtimeService } from '../../realtime';
import { PageVisibility } from '../../tabs';
import { ClientDay } from '../range/client-day';

/** Between two readings there is at least this pause, in milliseconds, however much changes. */
const PAUSE = 2_000;

interface Read<Value> {
  readonly address: string;
  readonly value: Value;
}

/**
 * Figures that the server works out when it is asked: read at once, and again whenever the client's figures have changed or a
 * day has begun, but not while nobody sees the page. What was read stays until the next answer. Made where `inject` may be
 * called.
 */
export class LiveReading<Value> {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  readonly #isReading = new BehaviorSubject(false);
  readonly #read = signal<Read<Value> | null>(null);
  readonly #failed = signal(false);
  readonly #tries = signal(0);
  readonly #address: Signal<string>;
  readonly #news$: Observable<unknown>;
  readonly #isSeen$ = toObservable(inject(PageVisibility).isVisible);

  /** Null until it is known. */
  readonly value = computed(() => this.#read()?.value ?? null);
  /** Whether `value` is of another address, until that of this one is there. */
  readonly isOther = computed(() => this.#read() !== null && this.#read()?.address !== this.#address());
  /** Whether what was asked for last could not be had; it is asked for again all the same. */
  readonly failed = computed(() => this.#failed() && (this.#read() === null || this.isOther()));
  /** Whether nobody knows if `value` still holds. */
  readonly isOld = computed(() => this.value() !== null && (this.#failed() || this.#connection().kind === 'offline'));

  /** `address` is a path of the API with its query. */
  constructor(address: Signal<string>) {
    this.#address = address;
    this.#news$ = merge(
      toObservable(inject(FiguresStore).stats).pipe(
        filter((stats) => stats !== null),
        // A poll brings them whether they have changed or not.
        map((stats) => JSON.stringify(stats)),
        distinctUntilChanged(),
        skip(1),
      ),
      toObservable(inject(ClientDay).today).pipe(skip(1)),
      inject(WhatsAppRealtimeService).startOver$,
    );
    toObservable(computed(() => ({ address: address(), tries: this.#tries() })))
      .pipe(
        switchMap((asked) => this.#follow(asked.address)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  retry(): void {
    this.#failed.set(false);
    this.#tries.update((tries) => tries + 1);
  }

  #follow(address: string): Observable<unknown> {
    return merge(of(null), this.#news$).pipe(
      throttle(() => this.#rest(), { leading: true, trailing: true }),
      switchMap(() => this.#isSeen$.pipe(filter(Boolean), take(1))),
      concatMap(() => this.#ask(address)),
    );
  }

  /** Ends when it may be asked again. */
  #rest(): Observable<unknown> {
    return timer(PAUSE).pipe(
      switchMap(() => this.#isReading),
      filter((isReading) => !isReading),
      take(1),
    );
  }

  #ask(address: string): Observable<unknown> {
    return defer(() => {
      this.#isReading.next(true);
      return this.#cache.read(address, () => this.#api.get<Value>(address), {
        ttl: 0,
        insists: true,
        failed: () => {
          this.#failed.set(true);
        },
      });
    }).pipe(
      tap(({ value, stale }) => {
        if (!stale) this.#failed.set(false);
        // What was held from before is for the first moment only.
        else if (untracked(this.#read)?.address === address) return;
        this.#read.set({ address, value });
      }),
      catchError(() => EMPTY),
      finalize(() => {
        this.#isReading.next(false);
      }),
    );
  }
}

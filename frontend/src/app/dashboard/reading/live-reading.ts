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
  NEVER,
  type Observable,
  of,
  repeat,
  skip,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throttle,
  timer,
} from 'rxjs';
import { ApiClient, toApiError } from '../../api';
import { CacheService } from '../../cache';
import { FiguresStore } from '../../figures';
import { WhatsAppRealtimeService } from '../../realtime';
import { PageVisibility } from '../../tabs';
import { ClientDay } from '../range/client-day';

/** How long after a turn of the clock it is read again, in milliseconds: the server's clock may be a little behind. */
const CLOCK_ERROR = 1_000;
/** Between two readings there is at least this pause, in milliseconds, however much changes. */
const PAUSE = 2_000;

/** What became of the last reading that went wrong: the server refused the address for good, or could not answer. */
type Fault = 'refused' | 'failed';

interface Read<Value> {
  readonly address: string;
  readonly value: Value;
}

/**
 * Figures that the server works out when it is asked: read at once, and again whenever the client's figures have changed, a day
 * has begun or the clock has moved on so far that they are others, but not while nobody sees the page. What was read stays
 * until the next answer. Made where `inject` may be called.
 */
export class LiveReading<Value> {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #isReading = new BehaviorSubject(false);
  readonly #read = signal<Read<Value> | null>(null);
  readonly #fault = signal<Fault | null>(null);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #tries = signal(0);
  readonly #address: Signal<string>;
  readonly #news$: Observable<unknown>;
  readonly #isSeen$ = toObservable(inject(PageVisibility).isVisible);

  /** Null until it is known. */
  readonly value = computed(() => this.#read()?.value ?? null);
  /** Whether `value` is of another address, until that of this one is there. */
  readonly isOther = computed(() => this.#read() !== null && this.#read()?.address !== this.#address());
  /** Whether what was asked for last could not be had; it is asked for again all the same. */
  readonly failed = computed(() => this.#fault() === 'failed' && (this.#read() === null || this.isOther()));
  /** Whether the server has no such figures; they are not asked for again before something has changed. */
  readonly isRefused = computed(() => this.#fault() === 'refused');
  readonly isOffline = computed(() => this.#realtime.connection().kind === 'offline');
  /** Whether nobody knows if `value` still holds. */
  readonly isOld = computed(() => this.value() !== null && (this.#fault() === 'failed' || this.isOffline()));

  /**
   * `address` is a path of the API with its query. Every `period` milliseconds by the server's clock the figures are others,
   * whatever happens; never while that is null.
   */
  constructor(address: Signal<string>, period: Signal<number | null>) {
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
      this.#realtime.startOver$,
      toObservable(period).pipe(switchMap((every) => (every === null ? NEVER : this.#turns(every)))),
    );
    toObservable(computed(() => ({ address: address(), tries: this.#tries() })))
      .pipe(
        switchMap((asked) => this.#follow(asked.address)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  retry(): void {
    this.#fault.set(null);
    this.#tries.update((tries) => tries + 1);
  }

  /** When the clock shows a multiple of `every` milliseconds. */
  #turns(every: number): Observable<unknown> {
    return defer(() => timer(every - (this.#realtime.now() % every) + CLOCK_ERROR)).pipe(repeat());
  }

  #follow(address: string): Observable<unknown> {
    // What became of another address says nothing of this one.
    this.#fault.set(null);
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
    const refused$ = new Subject<void>();
    return defer(() => {
      this.#isReading.next(true);
      return this.#cache.read(address, () => this.#api.get<Value>(address), {
        ttl: 0,
        insists: true,
        failed: (error) => {
          const isRefused = toApiError(error).status === 400;
          this.#fault.set(isRefused ? 'refused' : 'failed');
          if (isRefused) refused$.next();
        },
      });
    }).pipe(
      tap(({ value, stale }) => {
        if (!stale) this.#fault.set(null);
        // What was held from before is for the first moment only.
        else if (untracked(this.#read)?.address === address) return;
        this.#read.set({ address, value });
      }),
      catchError(() => EMPTY),
      takeUntil(refused$),
      finalize(() => {
        this.#isReading.next(false);
      }),
    );
  }
}

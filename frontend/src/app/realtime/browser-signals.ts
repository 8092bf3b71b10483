import { DOCUMENT, inject, Service } from '@angular/core';
import {
  distinctUntilChanged,
  filter,
  fromEvent,
  interval,
  map,
  merge,
  type Observable,
  pairwise,
  share,
  startWith,
} from 'rxjs';
import { REALTIME_CLOCK } from './realtime-clock';
import type { Wake } from './feed';

/** How often the clock is looked at, and how far it may jump meanwhile, in milliseconds. */
const LOOK = 2_000;
const JUMP = 10_000;
/** Browsers slow the timers of a hidden page down to one a minute; that is no sleep. */
const HIDDEN_JUMP = 120_000;

/** What the browser tells about itself: whether it has a network, and when it comes back to life. */
@Service()
export class BrowserSignals {
  readonly #document = inject(DOCUMENT);
  readonly #window = this.#document.defaultView ?? window;
  readonly #scheduler = inject(REALTIME_CLOCK).scheduler;

  readonly online$: Observable<boolean> = merge(
    fromEvent(this.#window, 'online'),
    fromEvent(this.#window, 'offline'),
  ).pipe(
    startWith(null),
    map(() => this.#window.navigator.onLine),
    distinctUntilChanged(),
  );

  /** The network is back, the page is looked at again, or the computer has slept: whatever waits may try at once. */
  readonly wake$: Observable<Wake> = merge(
    fromEvent(this.#window, 'online').pipe(map((): Wake => ({ fresh: true }))),
    fromEvent(this.#document, 'visibilitychange').pipe(
      filter(() => !this.#document.hidden),
      map((): Wake => ({ fresh: false })),
    ),
    // Timers stand still during sleep, so the first tick after it comes far too late.
    interval(LOOK, this.#scheduler).pipe(
      map(() => this.#scheduler.now()),
      pairwise(),
      filter(([before, now]) => now - before > (this.#document.hidden ? HIDDEN_JUMP : JUMP)),
      map((): Wake => ({ fresh: true })),
    ),
  ).pipe(share());
}

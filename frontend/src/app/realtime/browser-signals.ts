import { DOCUMENT, inject, Service } from '@angular/core';
import { distinctUntilChanged, filter, fromEvent, map, merge, type Observable, share, startWith } from 'rxjs';

/** What the browser tells about itself: whether it has a network, and when it comes back to life. */
@Service()
export class BrowserSignals {
  readonly #document = inject(DOCUMENT);
  readonly #window = this.#document.defaultView ?? window;

  readonly online$: Observable<boolean> = merge(
    fromEvent(this.#window, 'online'),
    fromEvent(this.#window, 'offline'),
  ).pipe(
    startWith(null),
    map(() => this.#window.navigator.onLine),
    distinctUntilChanged(),
  );

  /** The network is back, or the page is looked at again: whatever waits may try at once. */
  readonly wake$: Observable<void> = merge(
    fromEvent(this.#window, 'online'),
    fromEvent(this.#document, 'visibilitychange').pipe(filter(() => this.#document.visibilityState === 'visible')),
  ).pipe(
    map(() => undefined),
    share(),
  );
}

import { Location } from '@angular/common';
import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { defer, EMPTY, filter, map, type Observable, retry, Subject, switchMap, tap } from 'rxjs';
import { ApiClient, tryAgain } from '../api';
import { OPEN_ANEW } from './open-anew';

/** Milliseconds after which a server that says nothing counts as out of reach. */
const PATIENCE = 5_000;

/** `awaited`: opens by itself once the server answers · `missing`: the server is there, but not this screen. */
type MissedState = 'awaited' | 'missing';

/**
 * A screen whose code could not be fetched: without a network, or because a newer version has replaced it. A browser never
 * asks again for a file it has failed to import, so once the server answers the page is loaded anew, at the screen's
 * address; what was written and waits outlives that. When it does not help, a person has to ask for more.
 */
@Service()
export class MissedScreen {
  readonly #api = inject(ApiClient);
  readonly #anew = inject(OPEN_ANEW);
  readonly #location = inject(Location);
  readonly #wanted = new Subject<string | null>();
  readonly #state = signal<MissedState | null>(null);
  #address = '';

  /** Null while nothing is missed. */
  readonly state = this.#state.asReadonly();

  constructor() {
    this.#wanted
      .pipe(
        tap(() => {
          this.#state.set(null);
        }),
        switchMap((url) => (url === null ? EMPTY : this.#untilAnswered().pipe(map(() => url)))),
        takeUntilDestroyed(),
      )
      .subscribe((url) => {
        this.#address = this.#location.prepareExternalUrl(url);
        if (!this.#anew.once(this.#address)) this.#state.set('missing');
      });
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#anew.forget();
        this.#wanted.next(null);
      });
  }

  /** Opens the screen at this address of the app as soon as it can be. */
  open(url: string): void {
    this.#wanted.next(url);
  }

  /** Tries the screen that stays missing once more. */
  openAgain(): void {
    this.#anew.again(this.#address);
  }

  #untilAnswered(): Observable<unknown> {
    return defer(() => this.#api.get('/config', { timeout: PATIENCE })).pipe(
      tap({
        error: () => {
          this.#state.set('awaited');
        },
      }),
      retry({ delay: (_error, failures) => tryAgain(failures) }),
    );
  }
}

import { ApplicationRef, inject, Injector, runInInjectionContext, Service } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { catchError, concat, defer, EMPTY, filter, first, interval, type Observable, switchMap } from 'rxjs';
import { EnhancedErrorHandlerService } from '../errors';
import { SignInStore } from '../sign-in';

/** A page has stood for so many milliseconds before more is fetched than it needs. */
const CALM = 3_000;

/**
 * Fetches the screens that this person may open, once the page they asked for is there and rests, so that they open without
 * a network too. A route's `data.texts` names the translations its screen needs.
 */
@Service()
export class ScreenPreloading implements PreloadingStrategy {
  readonly #application = inject(ApplicationRef);
  readonly #injector = inject(Injector);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #signIn = inject(SignInStore);
  readonly #transloco = inject(TranslocoService);

  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return interval(CALM).pipe(
      // A browser does not ask again for code that it once failed to get.
      first(() => this.#errors.isReachable() && !this.#signIn.unreachable()),
      switchMap(() => this.#application.whenStable()),
      filter(() => this.#isOpen(route)),
      switchMap(() =>
        concat(
          load(),
          defer(() => this.#texts(route)),
        ),
      ),
      catchError(() => EMPTY),
    );
  }

  /** Which roles come in is known only when somebody has signed in. */
  #isOpen({ canMatch = [] }: Route): boolean {
    if (canMatch.length === 0) return true;
    return this.#signIn.user() !== null && canMatch.every((guard) => this.#allows(guard as () => unknown));
  }

  #allows(guard: () => unknown): boolean {
    return runInInjectionContext(this.#injector, guard) === true;
  }

  #texts({ data }: Route): Observable<unknown> {
    const scope = data?.['texts'] as string | undefined;
    return scope === undefined ? EMPTY : this.#transloco.load(`${scope}/${this.#transloco.getActiveLang()}`);
  }
}

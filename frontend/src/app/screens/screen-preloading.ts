import { inject, Injector, runInInjectionContext, Service } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { catchError, concat, defer, EMPTY, filter, type Observable, switchMap } from 'rxjs';
import { SignInStore } from '../sign-in';
import { CalmPage } from './calm-page';
import { TextsAhead } from './texts-ahead';

/**
 * Fetches the screens that this person may open, once the page they asked for is there and rests, so that they open without
 * a network too. A route's `data.texts` names the translations its screen needs.
 */
@Service()
export class ScreenPreloading implements PreloadingStrategy {
  readonly #calm = inject(CalmPage);
  readonly #injector = inject(Injector);
  readonly #signIn = inject(SignInStore);
  readonly #texts = inject(TextsAhead);

  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return this.#calm.comes().pipe(
      filter(() => this.#isOpen(route)),
      switchMap(() =>
        concat(
          load(),
          defer(() => this.#textsOf(route)),
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

  #textsOf({ data }: Route): Observable<unknown> {
    const scopes = (data?.['texts'] as readonly string[] | undefined) ?? [];
    return concat(...scopes.map((scope) => this.#texts.fetch(scope)));
  }
}

import { ApplicationRef, inject, Service } from '@angular/core';
import { first, interval, type Observable, switchMap } from 'rxjs';
import { EnhancedErrorHandlerService } from '../errors';
import { SignInStore } from '../sign-in';

/** A page has stood for so many milliseconds before more is fetched than it needs. */
const CALM = 3_000;

/** When more may be fetched than the page needs: once it has stood for a while and rests, and the server can be reached. */
@Service()
export class CalmPage {
  readonly #application = inject(ApplicationRef);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #signIn = inject(SignInStore);

  /** Comes once, and counts from the moment it is asked for. */
  comes(): Observable<void> {
    return interval(CALM).pipe(
      // A browser does not ask again for code that it once failed to get.
      first(() => this.#errors.isReachable() && !this.#signIn.unreachable()),
      switchMap(() => this.#application.whenStable()),
    );
  }
}

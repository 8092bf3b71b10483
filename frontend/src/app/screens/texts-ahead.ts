import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { catchError, EMPTY, type Observable } from 'rxjs';

/** Fetches translations before what says them is shown. Without them it is shown later, and asks for them itself. */
@Service()
export class TextsAhead {
  readonly #transloco = inject(TranslocoService);

  /** Those of a scope, in the language in use. */
  fetch(scope: string): Observable<unknown> {
    return this.#transloco.load(`${scope}/${this.#transloco.getActiveLang()}`).pipe(catchError(() => EMPTY));
  }
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import { type Observable, retry, throwError } from 'rxjs';
import { toApiError, tryAgain } from '../api';

/**
 * Reads `/i18n/es.json`, or `/i18n/chat/es.json` for the scope `chat`, from the app's own origin. Nothing can be said
 * without them, and Transloco asks once only: while the server is out of reach they are asked for until they come.
 */
@Service()
export class LanguageFiles implements TranslocoLoader {
  readonly #http = inject(HttpClient);

  getTranslation(path: string): Observable<Translation> {
    return this.#http.get<Translation>(`i18n/${path}.json`).pipe(
      retry({
        delay: (error: unknown, failures) =>
          toApiError(error).unanswered ? tryAgain(failures) : throwError(() => error),
      }),
    );
  }
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import type { Observable } from 'rxjs';

/** Reads `/i18n/es.json`, or `/i18n/chat/es.json` for the scope `chat`, from the app's own origin. */
@Service()
export class LanguageFiles implements TranslocoLoader {
  readonly #http = inject(HttpClient);

  getTranslation(path: string): Observable<Translation> {
    return this.#http.get<Translation>(`i18n/${path}.json`);
  }
}

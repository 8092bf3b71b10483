import { inject, Service } from '@angular/core';
import { catchError, defer, type Observable, of, tap } from 'rxjs';
import type { AppConfig } from '#contract/config';
import { ApiClient } from './api-client';
import { AppSettings } from './app-settings';

/** Reads the installation's public settings, once. */
@Service()
export class SettingsLoader {
  readonly #api = inject(ApiClient);
  readonly #settings = inject(AppSettings);
  #isLoaded = false;

  /** Never fails: without an answer the app works with the settings it knows. Does nothing once they are there. */
  load(): Observable<unknown> {
    return defer(() => (this.#isLoaded ? of(null) : this.#ask()));
  }

  #ask(): Observable<unknown> {
    return this.#api.get<AppConfig>('/config').pipe(
      tap((config) => {
        this.#isLoaded = true;
        this.#settings.use(config);
      }),
      catchError(() => of(null)),
    );
  }
}

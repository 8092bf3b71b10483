import {
  type HttpInterceptorFn,
  provideHttpClient,
  withInterceptors,
  withNoXsrfProtection,
} from '@angular/common/http';
import { type EnvironmentProviders, inject, makeEnvironmentProviders, provideAppInitializer } from '@angular/core';
import { catchError, EMPTY, tap } from 'rxjs';
import type { AppConfig } from '#contract/config';
import { ApiClient } from './api-client';
import { AppSettings } from './app-settings';

/** HTTP, and the public settings read at start; without an answer the app starts with the ones it knows. */
export function provideApi(interceptors: HttpInterceptorFn[]): EnvironmentProviders {
  return makeEnvironmentProviders([
    // The server goes by the origin: no cookie is read out before every call.
    provideHttpClient(withInterceptors(interceptors), withNoXsrfProtection()),
    provideAppInitializer(() => {
      const settings = inject(AppSettings);
      return inject(ApiClient)
        .get<AppConfig>('/config')
        .pipe(
          tap((config) => {
            settings.use(config);
          }),
          catchError(() => EMPTY),
        );
    }),
  ]);
}

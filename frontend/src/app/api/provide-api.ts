import {
  type HttpInterceptorFn,
  provideHttpClient,
  withInterceptors,
  withNoXsrfProtection,
  withXhr,
} from '@angular/common/http';
import { type EnvironmentProviders, inject, makeEnvironmentProviders, provideAppInitializer } from '@angular/core';
import { SettingsLoader } from './settings-loader';

/** HTTP, and the public settings read at start; without an answer the app starts with the ones it knows. */
export function provideApi(interceptors: HttpInterceptorFn[]): EnvironmentProviders {
  return makeEnvironmentProviders([
    // The server goes by the origin: no cookie is read out before every call. `fetch` does not tell how far an upload is.
    provideHttpClient(withXhr(), withInterceptors(interceptors), withNoXsrfProtection()),
    provideAppInitializer(() => inject(SettingsLoader).load()),
  ]);
}

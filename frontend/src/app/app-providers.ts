import { provideHttpClient } from '@angular/common/http';
import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { appRoutes } from './app-routes';
import { provideLanguages } from './i18n';

export const appProviders: ApplicationConfig['providers'] = [
  provideBrowserGlobalErrorListeners(),
  provideHttpClient(),
  provideRouter(appRoutes, withComponentInputBinding()),
  provideLanguages(),
];

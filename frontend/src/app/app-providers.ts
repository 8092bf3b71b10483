import { type ApplicationConfig, inject, provideEnvironmentInitializer } from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding } from '@angular/router';
import { provideApi } from './api';
import { appRoutes } from './app-routes';
import { Appearance } from './appearance';
import { provideErrorHandling } from './errors';
import { PageTitle } from './page-title';
import { provideLanguages } from './i18n';
import { screenFeatures } from './screens';
import { expiredSignIn, provideSignIn } from './sign-in';

export const appProviders: ApplicationConfig['providers'] = [
  provideErrorHandling(),
  provideApi([expiredSignIn]),
  provideLanguages(),
  provideSignIn(),
  provideRouter(appRoutes, withComponentInputBinding(), ...screenFeatures()),
  { provide: TitleStrategy, useExisting: PageTitle },
  provideEnvironmentInitializer(() => inject(Appearance)),
];

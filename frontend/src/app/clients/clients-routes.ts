import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { ClientsPage } from './clients-page';

export const CLIENTS_ROUTES: Routes = [
  { path: '', component: ClientsPage, providers: [provideTranslocoScope('clients')] },
];

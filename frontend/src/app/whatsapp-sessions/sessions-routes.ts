import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { SessionsPage } from './sessions-page';

export const WHATSAPP_SESSIONS_ROUTES: Routes = [
  { path: '', component: SessionsPage, providers: [provideTranslocoScope('whatsapp-sessions')] },
];

import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { forRoles } from '../sign-in';
import { DashboardPage } from './dashboard-page';
import { TeamPage } from './team/team-page';

export const DASHBOARD_ROUTES: Routes = [
  {
    path: '',
    providers: [provideTranslocoScope('dashboard')],
    children: [
      { path: '', pathMatch: 'full', component: DashboardPage },
      { path: 'team', component: TeamPage, canMatch: [forRoles('admin')] },
    ],
  },
];

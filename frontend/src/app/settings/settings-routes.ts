import { inject } from '@angular/core';
import { type CanActivateFn, Router, type Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { AppearanceSection } from './appearance/appearance-section';
import { forRoles } from '../sign-in';
import { CannedRepliesSection } from './canned-replies/canned-replies-section';
import { LabelsSection } from './labels/labels-section';
import { NoSection } from './no-section';
import { NotificationsSection } from './notifications/notifications-section';
import { isNarrow } from './narrow-screen';
import { OwnAccount } from './own-account/own-account';
import { SettingsPage } from './settings-page';
import { TeamSection } from './team/team-section';
import { askBeforeLeaving } from '../unsaved-changes';
import { UsersSection } from './users/users-section';

/** Where there is room for a section beside the list, one is open. */
const listAlone: CanActivateFn = () => isNarrow() || inject(Router).createUrlTree(['/settings/profile']);

export const SETTINGS_ROUTES: Routes = [
  {
    path: '',
    component: SettingsPage,
    providers: [provideTranslocoScope('settings')],
    children: [
      { path: '', pathMatch: 'full', component: NoSection, canActivate: [listAlone] },
      { path: 'profile', component: OwnAccount, canDeactivate: [askBeforeLeaving] },
      {
        path: 'users',
        component: UsersSection,
        canMatch: [forRoles('admin')],
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: 'team',
        component: TeamSection,
        canMatch: [forRoles('admin')],
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: 'opt-outs',
        loadComponent: () => import('./opt-outs/opt-outs-section').then((section) => section.OptOutsSection),
        canMatch: [forRoles('admin')],
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: 'labels',
        component: LabelsSection,
        canMatch: [forRoles('agent', 'admin')],
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: 'canned-replies',
        component: CannedRepliesSection,
        canMatch: [forRoles('agent', 'admin')],
        canDeactivate: [askBeforeLeaving],
      },
      { path: 'notifications', component: NotificationsSection, canMatch: [forRoles('agent', 'admin')] },
      { path: 'appearance', component: AppearanceSection },
    ],
  },
];

import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { askBeforeLeaving } from '../unsaved-changes';
import { ContactsPage } from './contacts-page';
import { ContactDetails } from './details/contact-details';

export const CONTACTS_ROUTES: Routes = [
  {
    path: 'import',
    loadComponent: () => import('./import/import-page').then((screen) => screen.ImportPage),
    providers: [provideTranslocoScope('contacts', 'table-files')],
    canDeactivate: [askBeforeLeaving],
  },
  {
    path: '',
    component: ContactsPage,
    // The fields that save themselves speak as beside a conversation.
    providers: [provideTranslocoScope('contacts', 'contact-panel', 'agent-runs', 'contact-merging')],
    children: [{ path: ':contactId', component: ContactDetails }],
  },
];

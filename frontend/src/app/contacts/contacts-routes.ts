import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { ContactsPage } from './contacts-page';
import { ContactDetails } from './details/contact-details';

export const CONTACTS_ROUTES: Routes = [
  {
    path: '',
    component: ContactsPage,
    // The fields that save themselves speak as beside a conversation.
    providers: [provideTranslocoScope('contacts', 'contact-panel', 'agent-runs')],
    children: [{ path: ':contactId', component: ContactDetails }],
  },
];

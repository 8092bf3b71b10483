import { inject } from '@angular/core';
import { Router, type Routes } from '@angular/router';
import { CHAT_PARTS, CHAT_TEXTS, conversationCode, conversationTexts } from './chat/chat-parts';
import { LateParts } from './screens';
import { forRoles, homeOf, signedIn, signedOut, SignInStore } from './sign-in';

export const appRoutes: Routes = [
  {
    path: 'login',
    title: 'pages.signIn',
    canActivate: [signedOut],
    loadChildren: () => import('./sign-in/sign-in-routes').then((screen) => screen.SIGN_IN_ROUTES),
  },
  {
    path: 'status',
    title: 'pages.status',
    loadChildren: () => import('./connection-doctor').then((doctor) => doctor.CONNECTION_DOCTOR_ROUTES),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./frame').then((frame) => frame.Frame),
    children: [
      {
        path: 'chat',
        title: 'pages.chat',
        data: { texts: ['chat'] },
        canMatch: [forRoles('agent', 'admin')],
        loadChildren: loadChat,
      },
      {
        path: 'dashboard',
        title: 'pages.dashboard',
        data: { texts: ['dashboard'] },
        canMatch: [forRoles('agent', 'admin')],
        loadChildren: () => import('./dashboard/dashboard-routes').then((screen) => screen.DASHBOARD_ROUTES),
      },
      {
        path: 'bulk-messages',
        title: 'pages.bulkMessages',
        data: { texts: ['bulk-messages', 'table-files'] },
        canMatch: [forRoles('agent', 'admin')],
        loadChildren: () =>
          import('./bulk-messages/bulk-messages-routes').then((screen) => screen.BULK_MESSAGES_ROUTES),
      },
      {
        path: 'contacts',
        title: 'pages.contacts',
        data: { texts: ['contacts', 'table-files'] },
        canMatch: [forRoles('agent', 'admin')],
        loadChildren: () => import('./contacts/contacts-routes').then((screen) => screen.CONTACTS_ROUTES),
      },
      {
        path: 'whatsapp',
        title: 'pages.whatsapp',
        data: { texts: ['whatsapp-sessions'] },
        canMatch: [forRoles('admin')],
        loadChildren: () =>
          import('./whatsapp-sessions/sessions-routes').then((screen) => screen.WHATSAPP_SESSIONS_ROUTES),
      },
      {
        path: 'bot',
        title: 'pages.bot',
        data: { texts: ['bot'] },
        canMatch: [forRoles('admin')],
        loadChildren: () => import('./bot/bot-routes').then((screen) => screen.BOT_ROUTES),
      },
      {
        path: 'clients',
        title: 'pages.clients',
        data: { texts: ['clients'] },
        canMatch: [forRoles('operator')],
        loadChildren: () => import('./clients').then((screen) => screen.CLIENTS_ROUTES),
      },
      {
        path: 'settings',
        title: 'pages.settings',
        data: { texts: ['settings'] },
        loadChildren: () => import('./settings/settings-routes').then((screen) => screen.SETTINGS_ROUTES),
      },
      { path: '**', redirectTo: () => homeOf(inject(SignInStore).user()) },
    ],
  },
];

/** The list of the chat first; beside it the conversation where the address names one, everything else once it rests. */
function loadChat(): Promise<Routes> {
  const parts = inject(LateParts);
  const address = inject(Router).currentNavigation()?.extractedUrl.toString() ?? '';
  parts.expectTexts('chat');
  if (address.startsWith('/chat/')) {
    parts.expect(conversationCode);
    parts.expectTexts(conversationTexts);
  }
  parts.fetchAhead(CHAT_PARTS, CHAT_TEXTS);
  return import('./chat/chat-routes').then((chat) => chat.CHAT_ROUTES);
}

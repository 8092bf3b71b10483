import type { Routes } from '@angular/router';

export const appRoutes: Routes = [
  { path: 'chat', loadChildren: () => import('./chat/chat-routes').then((chat) => chat.CHAT_ROUTES) },
  { path: '**', redirectTo: 'chat' },
];

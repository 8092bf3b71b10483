import { Component } from '@angular/core';
import type { Routes } from '@angular/router';

@Component({ selector: 'app-chat-page', template: '' })
export class ChatPage {}

export const CHAT_ROUTES: Routes = [
  { path: '', component: ChatPage },
  { path: ':conversationId', component: ChatPage },
];

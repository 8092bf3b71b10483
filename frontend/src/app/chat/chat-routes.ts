import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { ChatPage } from './chat-page';
import { askUnlessTakenAlong } from './removed/takes-along';

/** One route for `/chat` and `/chat/:conversationId`, so that the list stays when a conversation is opened. */
export const CHAT_ROUTES: Routes = [
  {
    matcher: optionalConversation,
    component: ChatPage,
    canDeactivate: [askUnlessTakenAlong],
    providers: [provideTranslocoScope('chat')],
  },
];

function optionalConversation(segments: UrlSegment[]): UrlMatchResult | null {
  const [conversationId] = segments;
  if (segments.length > 1) {
    return null;
  }
  return { consumed: segments, posParams: conversationId ? { conversationId } : {} };
}

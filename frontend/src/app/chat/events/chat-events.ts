import { map, merge, type Observable } from 'rxjs';
import type { WhatsAppRealtimeService } from '../../realtime';
import type { ChatEvent } from './chat-event';

/** The chat's events in one stream, in the order in which they happened. */
export function chatEvents(realtime: WhatsAppRealtimeService): Observable<ChatEvent> {
  return merge(
    realtime.on('new_message').pipe(map((data) => ({ name: 'message:new' as const, data }))),
    realtime.on('message_status').pipe(map((data) => ({ name: 'message:status' as const, data }))),
    realtime.on('message_updated').pipe(map((data) => ({ name: 'message:updated' as const, data }))),
    realtime.on('conversation_updated').pipe(map((data) => ({ name: 'conversation:updated' as const, data }))),
    realtime.on('conversation_removed').pipe(map((data) => ({ name: 'conversation:removed' as const, data }))),
    realtime.on('contact_updated').pipe(map((data) => ({ name: 'contact:updated' as const, data }))),
    realtime.on('contact_removed').pipe(map((data) => ({ name: 'contact:removed' as const, data }))),
  );
}

/**
 * The names on the wire and the frontend's own names for them, once, for both halves.
 * This file imports nothing, so that the browser bundle carries no schemas.
 */
export const frontendEventNames = {
  'message:new': 'new_message',
  'message:status': 'message_status',
  'message:updated': 'message_updated',
  'conversation:updated': 'conversation_updated',
  'conversation:removed': 'conversation_removed',
  'contact:updated': 'contact_updated',
  'contact:removed': 'contact_removed',
  'contacts:imported': 'contacts_imported',
  'whatsapp:qr': 'whatsapp_qr',
  'whatsapp:authenticated': 'whatsapp_authenticated',
  'whatsapp:disconnected': 'whatsapp_disconnected',
  'whatsapp:state': 'whatsapp_state',
  'stats:updated': 'stats_updated',
  'bot:status_changed': 'bot_status_changed',
  'bulk:progress': 'bulk_message_progress',
  'typing:start': 'typing_start',
  'typing:stop': 'typing_stop',
  'presence:changed': 'presence_changed',
  'settings:changed': 'settings_changed',
  'system:message': 'system_message',
} as const;

export type ServerEventName = keyof typeof frontendEventNames;
export type FrontendEventName = (typeof frontendEventNames)[ServerEventName];

/** Events that are kept in the client's log and carry a `seq`. `bulk:progress` is logged only when the state changes. */
export const loggedEventNames = [
  'message:new',
  'message:status',
  'message:updated',
  'conversation:updated',
  'conversation:removed',
  'contact:updated',
  'contact:removed',
  'contacts:imported',
  'whatsapp:authenticated',
  'whatsapp:disconnected',
  'whatsapp:state',
  'bot:status_changed',
  'bulk:progress',
  'settings:changed',
  'system:message',
] as const satisfies readonly ServerEventName[];

export type LoggedEventName = (typeof loggedEventNames)[number];

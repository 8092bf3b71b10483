export type { Connection, ConnectionKind } from './connection';
export type { FrontendEventData, ServerEvent, WireName } from './event-stream';
export { WhatsAppRealtimeService } from './whatsapp-realtime-service';

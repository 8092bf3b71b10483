export type { Connection, ConnectionKind } from './connection';
export type { FrontendEventData, ServerEvent, WireName } from './event-stream';
export type { EndpointState } from './held-connection';
export { type EndpointStatus, WebSocketService } from './web-socket-service';
export { WhatsAppRealtimeService } from './whatsapp-realtime-service';

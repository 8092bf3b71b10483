export type { Connection, ConnectionKind, EndpointState, FrontendEventData, ServerEvent, WireName } from './feed';
export { type EndpointStatus, WebSocketService } from './web-socket-service';
export { WhatsAppRealtimeService } from './whatsapp-realtime-service';

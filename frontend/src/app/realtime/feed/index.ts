export {
  type Connection,
  connectionOf,
  type ConnectionFacts,
  type ConnectionKind,
  unknownConnection,
} from './connection';
export { type ConversationPlace, ConversationRooms } from './conversation-rooms';
export { EventFeed, type FeedSetup } from './event-feed';
export type { FetchEvents, LogQuery } from './event-log-reader';
export type { Cursor } from './event-sequencer';
export type { FrontendEventData, ServerEvent, WireName } from './event-stream';
export { type EndpointState, holdConnection, type SocketCommand, type SocketSignal } from './held-connection';
export type { RealtimeTiming } from './realtime-timing';
export { openSocketIo } from './socket-io-port';
export type { SocketFactory, SocketListeners, SocketPort, SocketSettings, TransportName } from './socket-port';
export type { Wake } from './wake';

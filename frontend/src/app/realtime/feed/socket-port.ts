import type { HandshakeAuth, HandshakeRefusal, ClientToServerEvents } from '#contract/socket';
import type { ServerEvent } from './event-stream';

/** One try of a connection to one endpoint; it never reconnects by itself. */
export interface SocketPort {
  send<Name extends keyof ClientToServerEvents>(name: Name, ...args: Parameters<ClientToServerEvents[Name]>): void;
  close(): void;
}

export type TransportName = 'websocket' | 'polling';

export interface SocketListeners {
  connected(): void;
  /** What the connection goes over: told when it is there, and again when Socket.IO has changed to a better one. */
  transport(name: TransportName): void;
  /** The try failed: `code` says why when the server refused it, and is null when it was not reached. */
  refused(code: HandshakeRefusal | null): void;
  /** The connection was there and is gone. */
  lost(): void;
  received(event: ServerEvent): void;
}

export interface SocketSettings {
  readonly auth: HandshakeAuth;
  readonly transports: readonly TransportName[];
}

/** Opens a socket; the empty endpoint is the app's own origin. Listeners are called later, never during the call. */
export type SocketFactory = (endpoint: string, settings: SocketSettings, listeners: SocketListeners) => SocketPort;

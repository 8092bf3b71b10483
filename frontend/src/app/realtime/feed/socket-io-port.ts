import { io, type Socket } from 'socket.io-client';
import { frontendEventNames, type ServerEventName } from '#contract/event-names';
import type { ClientToServerEvents, HandshakeRefusal, ServerToClientEvents } from '#contract/socket';
import type { ServerEvent } from './event-stream';
import type { SocketFactory, TransportName } from './socket-port';

/** Explicit because some proxies forward this path only. */
const SOCKET_PATH = '/socket.io/';

const refusals: readonly HandshakeRefusal[] = ['unauthorized', 'forbidden_client', 'forbidden_origin', 'wrong_address'];

/** The real socket. Reconnecting is left to `holdConnection`, which knows when it is worth trying. */
export const openSocketIo: SocketFactory = (endpoint, { auth, transports }, listeners) => {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(endpoint || undefined, {
    path: SOCKET_PATH,
    auth,
    transports: [...transports],
    tryAllTransports: true,
    withCredentials: true,
    reconnection: false,
    forceNew: true,
  });
  socket.on('connect', () => {
    const { engine } = socket.io;
    listeners.transport(engine.transport.name as TransportName);
    engine.on('upgrade', ({ name }) => {
      listeners.transport(name as TransportName);
    });
    listeners.connected();
  });
  socket.on('connect_error', (error) => {
    listeners.refused(refusalOf(error));
  });
  socket.on('disconnect', () => {
    listeners.lost();
  });
  socket.onAny((name: string, data: unknown) => {
    if (isServerEventName(name)) listeners.received({ name, data } as ServerEvent);
  });
  return {
    send: (name, ...args) => void socket.emit(name, ...args),
    close: () => void socket.offAny().removeAllListeners().disconnect(),
  };
};

function refusalOf(error: Error & { data?: unknown }): HandshakeRefusal | null {
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  return refusals.find((refusal) => refusal === data.code) ?? null;
}

function isServerEventName(name: string): name is ServerEventName {
  return Object.hasOwn(frontendEventNames, name);
}

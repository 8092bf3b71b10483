import type { SocketsNow } from './realtime-counts.ts';
import type { AppServer } from './socket-types.ts';

/** Counts the sockets of a client, or without one all of them, by the transport they use now. */
export function socketsNow(io: AppServer, clientCode: string | undefined): SocketsNow {
  const now = { websocket: 0, polling: 0 };
  for (const { conn, data } of io.of('/').sockets.values()) {
    if (clientCode !== undefined && data.signIn.user.clientCode !== clientCode) continue;
    now[conn.transport.name === 'websocket' ? 'websocket' : 'polling'] += 1;
  }
  return now;
}

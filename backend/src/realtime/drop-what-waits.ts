import type { IncomingMessage } from 'node:http';
import type { AppSocket } from './socket-types.ts';

/**
 * When a socket ends while its browser does not read, what waits for it is dropped with the connection. Without this, ws would
 * keep both for another 30 s, in case the browser still answers the goodbye.
 */
export function dropWhatWaits(socket: AppSocket): void {
  const { conn } = socket;
  const request = conn.request as IncomingMessage | undefined;
  // A connection that began as long polling has another one below it by now, which engine.io does not tell.
  if (conn.transport.name !== 'websocket' || conn.upgraded || !request) return;
  const below = request.socket;
  socket.on('disconnect', (reason) => {
    if (reason === 'ping timeout' || below.writableLength > 0) below.destroy();
  });
}

import type { Server as HttpServer } from 'node:http';
import { Server, type ServerOptions } from 'socket.io';
import { SOCKET_PATH } from '#contract/socket';
import type { AppServer } from './socket-types.ts';

/** Opened sockets that have not been admitted after this long are closed, in milliseconds. */
const ADMISSION_LIMIT = 10_000;

/** What every Socket.IO server of ours is made with. */
export const socketSettings = {
  path: SOCKET_PATH,
  serveClient: false,
  allowUpgrades: true,
  maxHttpBufferSize: 64 * 1_024,
  perMessageDeflate: false,
  httpCompression: false,
  connectTimeout: ADMISSION_LIMIT,
  // A connection that is cut without a word is noticed within 12 s, by the browser (which hears these numbers) as well as
  // here. The price is one small frame each way per socket and 6 s.
  pingInterval: 6_000,
  pingTimeout: 6_000,
  // A namespace exists only while somebody is being told that it does not: see wrong-address.ts.
  cleanupEmptyChildNamespaces: true,
} as const satisfies Partial<ServerOptions>;

/** Attaches Socket.IO to an HTTP server; pages of `foreignOrigins` may read its answers. */
export function createSocketServer(
  server: HttpServer,
  transports: ('websocket' | 'polling')[],
  foreignOrigins: Iterable<string>,
): AppServer {
  const cors = { origin: [...foreignOrigins], credentials: true };
  return new Server(server, { ...socketSettings, transports, cors });
}

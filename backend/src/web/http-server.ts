import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { Express } from 'express';
import { SOCKET_PATH } from '#contract/socket';
import { limitBodies, type BodyLimits } from './body-deadline.ts';
import { OpenConnections } from './open-connections.ts';
import { SettingsError, type Settings } from '../operations/index.ts';

/** In milliseconds: 100 MB over a line of half a megabit. */
const LONGEST_UPLOAD = 1_800_000;
/** How long requests that are still running may take once the server stops, in milliseconds. */
const CLOSE_LIMIT = 5_000;
/** Whoever has not asked by then, in milliseconds, once the door is closed, is not about to. */
const ABOUT_TO_ASK = 250;

const openConnections = new WeakMap<Server, OpenConnections>();

/**
 * Slow headers and slow bodies are cut after 15 s, uploads only where they stand still; a kept connection outlives the proxies' usual 60 s. Who wants WebSocket where
 * there is none is answered like anybody else, instead of with silence.
 */
export function createHttpServer(
  web: Express,
  { realtimeTransports }: Pick<Settings, 'realtimeTransports'>,
  bodyLimits: BodyLimits = { whole: 8_000, standstill: 10_000 },
): Server {
  const takesWebSocket = realtimeTransports.includes('websocket');
  const shouldUpgradeCallback = ({ url }: IncomingMessage) => takesWebSocket && url?.startsWith(SOCKET_PATH) === true;
  const open = new OpenConnections();
  const server = createServer({ connectionsCheckingInterval: 1_000, shouldUpgradeCallback }, open.holding(web));
  open.watch(server);
  openConnections.set(server, open);
  server.headersTimeout = 6_000;
  server.requestTimeout = LONGEST_UPLOAD;
  limitBodies(server, bodyLimits);
  server.keepAliveTimeout = 65_000;
  return server;
}

/** Begins to listen and returns the port. Throws `SettingsError` where the port is taken or the address is not ours. */
export async function listen(server: Server, at: { port: number; host: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new SettingsError(`PORT ${String(at.port)} is taken: use another one.`));
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(new SettingsError(`HOST should be an address of this machine, such as 127.0.0.1, not "${at.host}".`));
      } else reject(error);
    });
    server.listen(at.port, at.host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Closes the door once nobody knocks, answers those who are in with the word that it is the last answer, and cuts only those
 * who have been silent since. Whatever still runs after a while is cut as well.
 */
export async function closeHttpServer(server: Server): Promise<void> {
  const open = openConnections.get(server);
  if (!server.listening || !open) return;
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, CLOSE_LIMIT);
  await open.untilNobodyKnocks();
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
  // Not before: whoever is told to connect anew would knock.
  open.answerLast();
  const tidy = setInterval(() => void open.cutSilent(server), ABOUT_TO_ASK);
  await closed;
  clearInterval(tidy);
  clearTimeout(cut);
}

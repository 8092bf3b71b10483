import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { Express } from 'express';
import { SOCKET_PATH } from '#contract/socket';
import { limitBodies, type BodyLimits } from './body-deadline.ts';
import { SettingsError, type Settings } from '../operations/index.ts';

/** In milliseconds: 100 MB over a line of half a megabit. */
const LONGEST_UPLOAD = 1_800_000;
/** How long requests that are still running may take once the server stops, in milliseconds. */
const CLOSE_LIMIT = 5_000;
/** Whoever has connected and has not asked yet by then, in milliseconds, is not about to. */
const ABOUT_TO_ASK = 250;
/** The door closes by then, in milliseconds, whoever still comes. */
const LONGEST_WAIT_TO_CLOSE = 1_000;

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
  const server = createServer({ connectionsCheckingInterval: 1_000, shouldUpgradeCallback }, web);
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
 * Takes nothing new, lets running requests finish for a while, then cuts what is left. A connection that has just been made
 * counts as idle, and `http.Server.close` would cut it in the face of whoever is about to ask: Meta, say, with a webhook.
 */
export async function closeHttpServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, CLOSE_LIMIT);
  // After the loop has read what is there to be read: late timers come before.
  const tidy = setInterval(() => {
    setImmediate(() => {
      server.closeIdleConnections();
    });
  }, ABOUT_TO_ASK);
  await untilNobodyKnocks(server);
  await new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
  clearInterval(tidy);
  clearTimeout(cut);
}

/** The system resets what has knocked and was not let in when the door closes: that is done in a turn in which nobody came. */
async function untilNobodyKnocks(server: Server): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_TO_CLOSE;
  for (let knocked = true; knocked && performance.now() < end;) {
    knocked = false;
    const note = () => {
      knocked = true;
    };
    server.on('connection', note);
    await new Promise((resolve) => setImmediate(resolve));
    server.off('connection', note);
  }
}

import { z } from 'zod';
import { isoTime } from './values.ts';
import type { HandshakeRefusal } from './socket.ts';

/** How a request looked when it arrived at the server, behind whatever proxies it came through. */
export interface Arrival {
  /** Without the query. */
  path: string;
  host: string | null;
  origin: string | null;
  /** By the connection itself, or by a trusted proxy's word. */
  protocol: 'http' | 'https';
  upgrade: string | null;
  connection: string | null;
  /** What proxies have added: `via`, `forwarded`, `x-forwarded-…`; nothing of cookies or tokens. */
  forwarded: Record<string, string>;
}

export const probeQuery = z.object({
  /** The page's own `location.origin`, because a browser leaves `Origin` out of requests to its own server. */
  origin: z.url().max(300).optional(),
});

/** `GET /api/probe`: the server's side of the connection doctor, for everybody. */
export interface ProbeAnswer {
  /** The server's clock. */
  at: string;
  arrival: Arrival;
  /** The address the server takes for its own: `PUBLIC_URL`, or where the request seems to have come to. */
  ownOrigin: string;
  /** Whether the origin of the query may call; true when none was given. */
  originAllowed: boolean;
  signedIn: boolean;
}

/** Made by a browser for one trial of the handshake: it travels as `?probe=` of the socket's address. */
export const probeId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** One request of a handshake under trial, as it arrived. */
export interface HandshakeArrival {
  at: string;
  transport: 'websocket' | 'polling';
  arrival: Arrival;
  /** `no_upgrade`: asked for WebSocket, but a proxy has taken the `Upgrade` header away. */
  outcome: 'opened' | 'no_upgrade' | 'refused';
  refusal?: HandshakeRefusal;
}

/** `GET /api/probe/handshakes/:probeId`: empty when nothing of the trial has arrived. Kept for a minute. */
export interface HandshakeTrial {
  arrivals: HandshakeArrival[];
}

/** `GET /api/probe/realtime`: for an admin the figures of the client, for the operator those of the installation. */
export const realtimeFigures = z.object({
  since: isoTime,
  sockets: z.int(),
  websocket: z.int(),
  polling: z.int(),
  /** Since `since`, like everything below. */
  connections: z.int(),
  reconnections: z.int(),
  reconnectionsLastHour: z.int(),
  /** Reads of the log after a reconnection, and those after a hole in what was pushed. */
  catchUps: z.int(),
  gaps: z.int(),
  recoveredEvents: z.int(),
  startOvers: z.int(),
  cutForSlowness: z.int(),
  cutForRate: z.int(),
  /** Milliseconds over the last few hundred heartbeats; null before the first. */
  roundTripP50: z.number().nullable(),
  roundTripP95: z.number().nullable(),
});
export type RealtimeFigures = z.infer<typeof realtimeFigures>;

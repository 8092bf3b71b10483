import type { IncomingMessage } from 'node:http';
import type { HandshakeTrials } from './handshake-trials.ts';

/** What Engine.IO's server tells of handshakes (https://socket.io/docs/v4/server-api/#engineconnection_error). */
interface EngineEvents {
  on(name: 'initial_headers', listener: (headers: object, request: IncomingMessage) => void): unknown;
  on(name: 'connection_error', listener: (error: { req: IncomingMessage; context?: ErrorContext }) => void): unknown;
}

interface ErrorContext {
  name?: string;
  transport?: string;
  error?: unknown;
}

/** Notes every handshake under trial as Engine.IO judges it; whether its socket is then admitted is told to `trials` apart. */
export function watchHandshakes(engine: EngineEvents, trials: HandshakeTrials): void {
  engine.on('initial_headers', (_headers, request) => {
    trials.arrived(request, 'opened');
  });
  engine.on('connection_error', ({ req, context }) => {
    trials.arrived(req, lacksUpgrade(context) ? 'no_upgrade' : 'refused');
  });
}

/** Engine.IO's words for a request that asks for WebSocket and is none: as a session's first request, and within one. */
function lacksUpgrade(context: ErrorContext | undefined): boolean {
  const { name, transport, error } = context ?? {};
  if (name === 'TRANSPORT_HANDSHAKE_ERROR') return error === undefined;
  return name === 'TRANSPORT_MISMATCH' && transport === 'websocket';
}

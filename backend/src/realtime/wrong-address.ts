import type { Logger } from '../operations/index.ts';
import { RefusedHandshake } from './handshake.ts';
import type { AppServer, AppSocket } from './socket-types.ts';

/** The log says it at most this often, in milliseconds. */
const LOGGING_INTERVAL = 60_000;
/** A path that is logged as it is; anything longer or stranger might hold what belongs into no log. */
const harmlessPath = /^\/[a-z._-]{1,20}\/?$/i;

export interface WrongAddressRules {
  /** The address to write instead. */
  ownOrigin: (socket: AppSocket) => string;
  onRefused: (socket: AppSocket, refusal: RefusedHandshake) => void;
  logger: Logger;
  /** Milliseconds; never goes back. */
  clock: () => number;
}

/**
 * Tells whoever connects to `io('https://host/api')` what is wrong: Socket.IO takes the path of an address for a namespace,
 * and would only say "Invalid namespace". Nobody is ever let into one.
 */
export function refuseWrongAddresses(io: AppServer, { ownOrigin, onRefused, logger, clock }: WrongAddressRules): void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  io.of(/^\/./).use((socket, next) => {
    const path = socket.nsp.name;
    if (clock() - loggedAt >= LOGGING_INTERVAL) {
      loggedAt = clock();
      const shown = harmlessPath.test(path) ? path : '/…';
      logger.warn({ path: shown }, 'Somebody connects sockets to an address with a path; it should have none');
    }
    const refusal = new RefusedHandshake(
      'wrong_address',
      `The address has a path (${path.slice(0, 50)}), which Socket.IO takes for a namespace. Leave it out: io('${ownOrigin(socket)}').`,
    );
    onRefused(socket, refusal);
    next(refusal);
  });
}

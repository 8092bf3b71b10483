import type { RequestHandler } from 'express';
import { Counter } from 'prom-client';
import { SOCKET_PATH } from '#contract/socket';
import { METRIC_PREFIX, type Logger, type Metrics } from '../operations/index.ts';
import { HttpProblem } from './http-problem.ts';

/** The log says it at most this often, in milliseconds. */
const LOGGING_INTERVAL = 60_000;
/** Socket.IO's own path behind something else, such as `/api`. */
const misplaced = /^(\/.{1,200}?)\/socket\.io(?:\/|$)/;
/** A path that is logged as it is; anything stranger might hold what belongs into no log. */
const harmlessPath = /^(\/[a-z._-]{1,20}){1,3}$/i;

/** Says what is wrong to whoever looks for Socket.IO under a path: an address that ends in `/api`, or a proxy that adds it. */
export function wrongSocketAddress(logger: Logger, { registry }: Metrics): RequestHandler {
  const found = new Counter({
    name: `${METRIC_PREFIX}wrong_socket_addresses_total`,
    help: 'Requests for Socket.IO under a path, where it is not',
    registers: [registry],
  });
  let loggedAt = Number.NEGATIVE_INFINITY;
  return (request, _response, next) => {
    const prefix = misplaced.exec(request.path)?.[1];
    if (prefix === undefined) {
      next();
      return;
    }
    found.inc();
    if (performance.now() - loggedAt >= LOGGING_INTERVAL) {
      loggedAt = performance.now();
      logger.warn(
        { path: harmlessPath.test(prefix) ? prefix : '/…' },
        'Somebody looks for Socket.IO under a path; it is not there',
      );
    }
    throw new HttpProblem(
      'not-found',
      `Socket.IO is at ${SOCKET_PATH}, not at ${prefix}${SOCKET_PATH}. The address of the server must end behind the host: take ` +
        `"${prefix}" away where the address is written (REALTIME_ENDPOINTS, or the setting of the program that calls), or keep ` +
        'the proxy from adding it.',
    );
  };
}

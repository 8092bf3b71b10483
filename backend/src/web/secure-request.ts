import type { IncomingMessage } from 'node:http';
import type { Express } from 'express';

type Trust = (address: string | undefined, hop: number) => boolean;

/** Whether a request outside Express, such as a socket's first one, came encrypted: the same rule as `request.secure`. */
export function secureRequests(web: Express): (request: IncomingMessage) => boolean {
  const trusts = web.get('trust proxy fn') as Trust;
  return (request) => {
    if ('encrypted' in request.socket) return true;
    const forwarded = request.headers['x-forwarded-proto'];
    if (typeof forwarded !== 'string' || !trusts(request.socket.remoteAddress, 0)) return false;
    return forwarded.split(',')[0]?.trim() === 'https';
  };
}

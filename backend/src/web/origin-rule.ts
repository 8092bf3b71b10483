import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../operations/index.ts';

/** The dev server of Angular, which proxies to this one. */
const DEVELOPMENT_ORIGINS = ['http://localhost:4200', 'http://127.0.0.1:4200'];

export interface Caller {
  headers: IncomingHttpHeaders;
  method: string;
  /** Whether the caller's own connection (to the proxy, where one is trusted) is encrypted. */
  secure: boolean;
  /** Whether only a cookie speaks for the user: a browser adds it by itself, whoever has written the page. */
  byCookie: boolean;
}

/**
 * Which pages may call this server: one rule for HTTP and for the socket handshake.
 *
 * - With an `Origin`, it has to be the app's own (`PUBLIC_URL`, or the address the request came to) or one of `CORS_ORIGINS`.
 * - Without one, a caller that shows a token, or nothing at all, passes: it is a program, not a page.
 * - Without one but with the cookie, only reading passes, and only where the browser says that the app itself reads. Browsers
 *   leave `Origin` out of same-origin GETs, so `Sec-Fetch-Site` (`same-origin`, or `none` for an address typed in) decides;
 *   over plain HTTP they leave that out too, so `Referer` does. No page can forge either.
 */
export class OriginRule {
  readonly #publicUrl: string | undefined;
  /** Other origins that may call, and get CORS answers with credentials. */
  readonly foreign: readonly string[];

  constructor(settings: Pick<Settings, 'publicUrl' | 'corsOrigins' | 'nodeEnv'>) {
    this.#publicUrl = settings.publicUrl;
    this.foreign = [...settings.corsOrigins, ...(settings.nodeEnv === 'development' ? DEVELOPMENT_ORIGINS : [])];
  }

  allows(caller: Caller): boolean {
    const { origin } = caller.headers;
    if (origin !== undefined) return this.isOwn(origin, caller) || this.foreign.includes(origin);
    if (!caller.byCookie) return true;
    if (caller.method !== 'GET' && caller.method !== 'HEAD') return false;
    const site = caller.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    const referer = caller.headers.referer;
    return referer !== undefined && URL.canParse(referer) && this.isOwn(new URL(referer).origin, caller);
  }

  /** What this server takes for the app's own origin: `PUBLIC_URL`, or where the caller's request has come to. */
  ownOrigin(caller: Pick<Caller, 'headers' | 'secure'>): string {
    return this.#publicUrl ?? `${caller.secure ? 'https' : 'http'}://${caller.headers.host ?? ''}`;
  }

  isOwn(origin: string, caller: Pick<Caller, 'headers' | 'secure'>): boolean {
    return origin === this.ownOrigin(caller);
  }
}

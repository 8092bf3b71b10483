import type { RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';
import type { OriginRule } from './origin-rule.ts';
import { readCredential } from './sign-in.ts';

const CORS_METHODS = 'GET, POST, PUT, PATCH, DELETE';
const CORS_HEADERS = 'Authorization, Content-Type, X-File-Name';

/**
 * What the cookie adds nothing to: everybody may read it. A page that the rule does not know as its own, because `PUBLIC_URL`
 * is wrong, has to be able to learn just that.
 */
const forEverybody = /^\/api\/(config|probe|probe\/handshakes\/[^/]+)\/?$/;

/**
 * The built app's own files, which hold nothing of anybody. A browser asks for a page's scripts and fonts with the page's
 * origin; refused, a page at an address that the rule does not know would stay blank instead of saying so.
 */
const builtFile = /^\/(?!api\/)(?:[\w-]+\/)*[\w.-]+\.(?:js|css|json|svg|woff2)$/;

/** Refuses foreign origins, and answers listed ones with exact CORS headers. */
export function originCheck(rule: OriginRule): RequestHandler {
  return (request, response, next) => {
    const { headers, method, secure } = request;
    response.vary('Origin');
    const data = request.path.startsWith('/api/') && !forEverybody.test(request.path);
    const byCookie = data && readCredential(headers)?.from === 'cookie';
    const forPages = (method === 'GET' || method === 'HEAD') && builtFile.test(request.path);
    if (!forPages && !rule.allows({ headers, method, secure, byCookie })) {
      throw new HttpProblem(
        'forbidden-origin',
        headers.origin === undefined
          ? 'A request with the cookie has to come from the app itself; another program shows its token.'
          : `${headers.origin} is not this server's own address (PUBLIC_URL) and not one of CORS_ORIGINS.`,
      );
    }
    if (headers.origin !== undefined && rule.foreign.includes(headers.origin)) {
      response.set('Access-Control-Allow-Origin', headers.origin);
      response.set('Access-Control-Allow-Credentials', 'true');
      response.set('Access-Control-Expose-Headers', 'Retry-After');
      if (method === 'OPTIONS') {
        response.set('Access-Control-Allow-Methods', CORS_METHODS);
        response.set('Access-Control-Allow-Headers', CORS_HEADERS);
        response.set('Access-Control-Max-Age', '600');
        response.status(204).end();
        return;
      }
    }
    next();
  };
}

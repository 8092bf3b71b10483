import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Settings } from '../operations/index.ts';

/**
 * Security headers for every answer. The policy here is for data; the app's page replaces it with one that carries its
 * nonce. Referrers stay within the origin because the origin rule reads them where a browser sends nothing better.
 */
export function securityHeaders(settings: Pick<Settings, 'publicUrl'>): RequestHandler {
  const encrypted = settings.publicUrl?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: encrypted ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Browsers heed these two only on encrypted origins and complain in the console elsewhere.
    crossOriginOpenerPolicy: encrypted,
    originAgentCluster: encrypted,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });
}

/** The service worker fetches the app's files, and runs nothing beside itself. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/**
 * The policy of the app's page. Angular's component styles and the one inline script of its build carry the nonce; style
 * attributes stay allowed for charts' tooltips, scripts in attributes do not. `style-src` is for browsers that do not know its
 * two halves yet.
 */
export function pagePolicy(nonce: string, settings: Pick<Settings, 'realtimeEndpoints' | 'publicUrl'>): string {
  const endpoints = settings.realtimeEndpoints.filter((endpoint) => endpoint !== '');
  const sockets = endpoints.map((endpoint) => endpoint.replace(/^http/, 'ws'));
  const own = settings.publicUrl ? [settings.publicUrl.replace(/^http/, 'ws')] : [];
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'unsafe-inline'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src ${["'self'", ...own, ...endpoints, ...sockets].join(' ')}`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import type { Settings } from '../operations/index.ts';
import { pagePolicy, WORKER_POLICY } from './security-headers.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';

/**
 * Serves the built app from `directory`: hashed files for a year, everything else revalidated, and `index.html` for every
 * other page a person may open, with a fresh nonce in it and in its policy.
 */
export function appPages(directory: string, settings: Settings): RequestHandler {
  const files = readStaticFiles(directory);
  const index = files.get('/index.html')?.body.toString('utf8');
  files.delete('/index.html');
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    const file = files.get(request.path);
    if (file) sendFile(file, request, response);
    else if (index !== undefined && isPage(request)) sendIndex(index, settings, request, response);
    else next();
  };
}

/** A page is what a browser opens, not a file that is missing. */
function isPage(request: Request): boolean {
  const lastPart = request.path.slice(request.path.lastIndexOf('/') + 1);
  const named = lastPart.includes('.') && lastPart !== 'index.html';
  return !named && request.headers.accept !== undefined && request.accepts('html') === 'html';
}

const SERVICE_WORKER = '/service-worker.js';

function sendFile(file: StaticFile, request: Request, response: Response): void {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    // A worker is bound by the policy its own code came with.
    ...(request.path === SERVICE_WORKER && { 'Content-Security-Policy': WORKER_POLICY }),
  });
  response.vary('Accept-Encoding');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (file.br && request.acceptsEncodings('br')) response.set('Content-Encoding', 'br').end(file.br);
  else if (file.gzip && request.acceptsEncodings('gzip')) response.set('Content-Encoding', 'gzip').end(file.gzip);
  else response.end(file.body);
}

function sendIndex(index: string, settings: Settings, request: Request, response: Response): void {
  const nonce = randomBytes(16).toString('base64url');
  const page = index
    .replaceAll(/<(style|script)(?=[\s>])/g, `<$1 nonce="${nonce}"`)
    .replace('<app-root', `<app-root ngCspNonce="${nonce}"`);
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': pagePolicy(nonce, settings),
  });
  response.vary('Accept-Encoding');
  if (request.acceptsEncodings('br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    response.set('Content-Encoding', 'br').end(brotliCompressSync(page, { params }));
  } else response.end(page);
}

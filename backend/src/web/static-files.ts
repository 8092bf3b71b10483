import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface StaticFile {
  type: string;
  body: Buffer;
  etag: string;
  /** Whether the name changes with the content, so that it may be kept for ever. */
  hashed: boolean;
  /** As the build has packed it. */
  br?: Buffer;
  gzip?: Buffer;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
/** Angular writes the hashes of its chunks in both cases. */
const HASHED = /^chunk-[\w-]{8}\.js$|-[A-Z0-9]{8}\.\w+$/;
const NOT_SERVED = new Set(['.map', '.br', '.gz']);

/**
 * Every file of a built app by its path (`/main-ABCD1234.js`), kept in memory with what the build has packed of it; empty
 * when the folder does not exist.
 */
export function readStaticFiles(directory: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return files;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || NOT_SERVED.has(extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    const body = readFileSync(file);
    const [br, gzip] = [packed(`${file}.br`), packed(`${file}.gz`)];
    files.set(`/${relative(directory, file).split(sep).join('/')}`, {
      type: types[extname(file)] ?? 'application/octet-stream',
      body,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      hashed: HASHED.test(entry.name),
      ...(br && { br }),
      ...(gzip && { gzip }),
    });
  }
  return files;
}

function packed(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

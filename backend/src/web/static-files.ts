import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** 11 makes the pages 3 % smaller, and every start seconds longer. */
const BROTLI_QUALITY = 9;

export interface StaticFile {
  type: string;
  body: Buffer;
  etag: string;
  /** Whether the name changes with the content, so that it may be kept for ever. */
  hashed: boolean;
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
const compressible = new Set(['.js', '.css', '.html', '.json', '.webmanifest', '.svg', '.txt']);

/** Every file of a built app by its path (`/main-ABCD1234.js`), kept in memory; empty when the folder does not exist. */
export function readStaticFiles(directory: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return files;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const file = join(entry.parentPath, entry.name);
    const body = readFileSync(file);
    files.set(`/${relative(directory, file).split(sep).join('/')}`, {
      type: types[extname(file)] ?? 'application/octet-stream',
      body,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      hashed: /-[A-Z0-9]{8}\.\w+$/.test(entry.name),
    });
  }
  return files;
}

/** Compresses in the background, once; until a file's turn comes it is served as it is. */
export async function compressStaticFiles(files: ReadonlyMap<string, StaticFile>): Promise<void> {
  for (const [path, file] of files) {
    if (!compressible.has(extname(path)) || file.body.length < 1_000) continue;
    file.gzip = await promisify(gzip)(file.body, { level: 9 });
    file.br = await promisify(brotliCompress)(file.body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: file.body.length,
      },
    });
  }
}

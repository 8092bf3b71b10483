/**
 * Packs the built pages once, so that no start of the server has to: beside each file that gets smaller lie `….br` and
 * `….gz`, which `backend/src/web/static-files.ts` serves in its place. Ends the build: `npm run build`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = new Set(['.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);
/** Below this, in bytes, an answer fits into one packet anyway. */
const WORTH_IT = 1_000;

if (import.meta.main) await packPages(fileURLToPath(new URL('../dist/frontend/browser', import.meta.url)));

/** `index.html` stays out: it gets a nonce at each request. */
export async function packPages(directory: string): Promise<void> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)));
  await Promise.all(files.map(({ parentPath, name }) => packFile(join(parentPath, name))));
}

async function packFile(file: string): Promise<void> {
  const body = readFileSync(file);
  if (body.length < WORTH_IT) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(body, { params }));
  writeFileSync(`${file}.gz`, await promisify(gzip)(body, { level: 9 }));
}

/**
 * Builds the service worker into the built pages, with the files it is to keep. Comes after `ng build`, which makes those
 * files, and before `pack-pages.ts`: `npm run build`.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const pages = fileURLToPath(new URL('../dist/frontend/browser', import.meta.url));
const NAME = 'service-worker.js';
/** Of the font only what Spanish and English need: the rest is fetched when somebody writes in it. */
const LEFT_OUT =
  /\.(map|br|gz)$|^\/index\.html$|^\/service-worker\.js$|^\/media\/(?!inter-latin-wght).*\.woff2$|^\/icons\//;

const files = readdirSync(pages, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `/${relative(pages, join(parentPath, name)).split(sep).join('/')}`)
  .filter((path) => !LEFT_OUT.test(path))
  .sort();
const content = createHash('sha256');
for (const path of ['/index.html', ...files]) content.update(path).update(readFileSync(join(pages, path)));

await build({
  entryPoints: [fileURLToPath(new URL('../frontend/service-worker/service-worker.ts', import.meta.url))],
  outfile: join(pages, NAME),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2023',
  define: { BUILT: JSON.stringify({ version: content.digest('base64url').slice(0, 16), files }) },
});

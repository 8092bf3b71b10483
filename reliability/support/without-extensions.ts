/** Lets this process load the pages' own modules, which name their neighbours without `.ts` as a bundler allows. */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const PAGES = new URL('../../frontend/', import.meta.url).href;

registerHooks({
  resolve(specifier, { parentURL, ...context }, next) {
    const isOfPages = parentURL?.startsWith(PAGES) === true && /^\.{1,2}\//.test(specifier);
    const files = isOfPages ? ['.ts', '/index.ts'].map((end) => new URL(`${specifier}${end}`, parentURL)) : [];
    const file = files.find((candidate) => existsSync(fileURLToPath(candidate)));
    return next(file?.href ?? specifier, { ...context, parentURL });
  },
});

import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { RequestError } from './request-error.ts';
import { withoutTypes } from './without-types.ts';

const FOLDER = new URL('./static/', import.meta.url);
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
};

/** Serves the page's own files; the browser gets its TypeScript without the types. */
export async function sendStatic(response: ServerResponse, path: string): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[name.split('.').at(-1) ?? ''];
  if (type === undefined || !/^[\w-]+\.\w+$/.test(name)) throw new RequestError(404, 'There is no such page');
  const text = await readFile(new URL(name, FOLDER), 'utf8').catch(() => {
    throw new RequestError(404, 'There is no such page');
  });
  response.writeHead(200, { 'content-type': type }).end(name.endsWith('.ts') ? withoutTypes(text) : text);
}

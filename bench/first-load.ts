/**
 * What a browser fetches for the sign-in page and the chat, compressed as the product serves it (brotli, quality 11):
 * `npm run build && node bench/first-load.ts`. Prints one table and writes nothing.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium, type Page, type Request } from 'playwright-core';
import type { LoginResponse } from '#contract/accounts';
import { startProduct } from '../e2e/support/index.ts';
import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/find-browser.ts';

const LIMIT = 200_000;
const built = fileURLToPath(new URL('../dist/frontend/browser', import.meta.url));
const admin = { name: 'Admin', email: 'admin@bench.example', password: 'correct horse battery' };

const product = await startProduct();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS] });
try {
  await makeClient();
  const page = await (await browser.newContext({ locale: 'es-MX' })).newPage();
  const chat = await filesFetched(page, openChat);
  const conversation = await filesFetched(page, openConversation);
  printTable(
    chat,
    conversation.filter((path) => !chat.includes(path)),
  );
} finally {
  await browser.close();
  await product.stop();
}

/** Paths of the built files a page fetches meanwhile, in order, each once. */
async function filesFetched(page: Page, meanwhile: (page: Page) => Promise<void>): Promise<string[]> {
  const paths = new Set<string>(['/index.html']);
  const note = (request: Request): void => {
    const { origin, pathname } = new URL(request.url());
    if (origin === product.url && existsSync(join(built, pathname)) && pathname !== '/') paths.add(pathname);
  };
  page.on('request', note);
  await meanwhile(page);
  page.off('request', note);
  return [...paths];
}

/** As a new visitor does: the page for signing in, then the chat. */
async function openChat(page: Page): Promise<void> {
  await page.goto(`${product.url}/login`);
  await page.locator('input[type=email]').fill(admin.email);
  await page.locator('input[type=password]').fill(admin.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/chat');
  // Three seconds after the chat was asked for, everything else is fetched as well.
  await page.locator('app-conversation-list app-empty-state').waitFor();
  await page.waitForTimeout(500);
}

/** Whichever it is: that there is none such is said by the same code. */
async function openConversation(page: Page): Promise<void> {
  await page.goto(`${product.url}/chat/${randomUUID()}`);
  await page.locator('app-conversation-view').waitFor();
}

async function makeClient(): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${product.url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return await response.json();
  };
  const { token } = (await post('/auth/login', product.operator)) as LoginResponse;
  await post('/clients', { clientCode: 'bench', name: 'Bench', admin }, token);
}

function printTable(paths: readonly string[], further: readonly string[]): void {
  const sizesOf = (files: readonly string[]) => files.map((path) => ({ path, bytes: compressed(path) }));
  const sizes = sizesOf(paths);
  const isFont = ({ path }: { path: string }) => path.endsWith('.woff2');
  const row = (what: string, bytes: number) => {
    console.log(`${what.padEnd(52)}${(bytes / 1_000).toFixed(1).padStart(10)} kB`);
  };
  const sum = (files: typeof sizes) => files.reduce((total, { bytes }) => total + bytes, 0);
  const code = sizes.filter((file) => !isFont(file));
  for (const { path, bytes } of code) row(path, bytes);
  row(`sign-in and chat (limit ${LIMIT / 1_000} kB)`, sum(code));
  row('what a conversation needs besides', sum(sizesOf(further)));
  for (const { path, bytes } of sizes.filter(isFont)) row(path, bytes);
  row('fonts, beside the limit', sum(sizes.filter(isFont)));
}

function compressed(path: string): number {
  const body = readFileSync(join(built, path));
  if (path.endsWith('.woff2')) return body.length;
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

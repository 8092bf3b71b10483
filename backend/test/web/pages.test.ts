import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { packPages } from '../../../scripts/pack-pages.ts';
import { startTestApplication, type TestApplication } from '../support/index.ts';

const script = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
const index = `<!doctype html><head><style>a{}</style></head><app-root></app-root><script src="main-ABCD1234.js"></script>
<script>start()</script>`;

describe("The app's pages", () => {
  let application: TestApplication;
  let pagesDirectory: string;

  before(async () => {
    pagesDirectory = mkdtempSync(join(tmpdir(), 'condorito-pages-'));
    mkdirSync(join(pagesDirectory, 'i18n'));
    writeFileSync(join(pagesDirectory, 'index.html'), index);
    writeFileSync(join(pagesDirectory, 'main-ABCD1234.js'), script);
    writeFileSync(join(pagesDirectory, 'chunk-b-Ysd_5x.js'), script);
    writeFileSync(join(pagesDirectory, 'service-worker.js'), script);
    writeFileSync(join(pagesDirectory, 'i18n', 'es.json'), '{}');
    await packPages(pagesDirectory);
    application = await startTestApplication({
      pagesDirectory,
      environment: { REALTIME_ENDPOINTS: 'https://bot.condorito.test' },
    });
  });
  after(async () => {
    await application.stop();
    rmSync(pagesDirectory, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${application.url}${path}`, { headers: { accept: 'text/html', ...headers } });

  it('are index.html at every address a person may open, never kept without asking', async () => {
    for (const path of ['/', '/chat', '/chat/some-id', '/index.html']) {
      const response = await get(path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
    }
    assert.equal((await get('/missing-file.js')).status, 404);
    assert.equal((await get('/chat', { accept: 'application/json' })).status, 404);
    assert.equal((await get('/api/chat')).headers.get('content-type'), 'application/problem+json; charset=utf-8');
  });

  it('have a worker that may ask the server, and is looked for anew at each visit', async () => {
    const { headers } = await get('/service-worker.js');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; connect-src 'self'");
    assert.equal(headers.get('cache-control'), 'no-cache');
  });

  it('carry a nonce of their own, which the policy names, and nothing from elsewhere', async () => {
    const pages = await Promise.all(
      ['/', '/'].map(async (path) => {
        const response = await get(path);
        return { html: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
      }),
    );
    const nonces = pages.map(({ html, policy }) => {
      const nonce = /<style nonce="([\w-]{22})">/.exec(html)?.[1] ?? '';
      assert.ok(html.includes(`<app-root ngCspNonce="${nonce}"`));
      assert.ok(html.includes(`<script nonce="${nonce}">start()`));
      assert.ok(policy.includes(`script-src 'self' 'nonce-${nonce}';`));
      assert.ok(policy.includes(`connect-src 'self' https://bot.condorito.test wss://bot.condorito.test;`));
      assert.ok(policy.includes(`frame-ancestors 'none'`));
      assert.ok(!/script-src[^;]*unsafe/.test(policy));
      return nonce;
    });
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('keep hashed files for a year and ask about the others', async () => {
    for (const path of ['/main-ABCD1234.js', '/chunk-b-Ysd_5x.js']) {
      const hashed = await get(path);
      assert.equal(hashed.headers.get('cache-control'), 'public, max-age=31536000, immutable', path);
      assert.equal(hashed.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(await hashed.text(), script);
    }
    const named = await get('/i18n/es.json');
    assert.equal(named.headers.get('cache-control'), 'no-cache');
    const again = await get('/i18n/es.json', {
      'if-none-match': named.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    assert.equal(again.status, 304);
  });

  it('come compressed to who can read it, as the build has packed them', async () => {
    const gzip = await receive('/main-ABCD1234.js', 'gzip');
    assert.equal(gzip.encoding, 'gzip');
    assert.equal(gunzipSync(gzip.body).toString(), script);
    const brotli = await receive('/main-ABCD1234.js', 'gzip, br');
    assert.equal(brotli.encoding, 'br');
    assert.equal(brotliDecompressSync(brotli.body).toString(), script);
    const neither = await receive('/main-ABCD1234.js', 'identity');
    assert.equal(neither.encoding, undefined);
    assert.equal(neither.body.toString(), script);
    assert.equal((await get('/main-ABCD1234.js.br')).status, 404);
  });

  /** Without the decompression that `fetch` does by itself. */
  function receive(path: string, encodings: string): Promise<{ encoding: string | undefined; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const call = request(`${application.url}${path}`, { headers: { 'accept-encoding': encodings } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(parts) });
        });
      });
      call.on('error', reject);
      call.end();
    });
  }

  it('say nothing of what serves them', async () => {
    const { headers } = await get('/');
    assert.equal(headers.get('x-powered-by'), null);
    assert.equal(headers.get('server'), null);
    assert.equal(headers.get('x-frame-options'), 'DENY');
  });
});

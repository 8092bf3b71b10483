import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { within } from '../support/index.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The product as its own process, in a folder without a `.env`. */
function startProduct(directory: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], { cwd: directory, env: { PATH: process.env['PATH'], ...environment } });
  const output = { out: '', err: '' };
  let readyAt: (url: string) => void;
  const ready = new Promise<string>((resolve, reject) => {
    readyAt = resolve;
    child.once('close', () => {
      reject(new Error('The product ended before it was ready.'));
    });
  });
  child.stdout.on('data', (text: Buffer) => {
    output.out += text.toString();
    const url = /ready at (\S+)/.exec(output.out)?.[1];
    if (url) readyAt(url);
  });
  child.stderr.on('data', (text: Buffer) => (output.err += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    output,
    ready: within(ready, 'the product to be ready', 30_000),
    ended: within(ended, 'the product to end', 30_000),
  };
}

describe('The process', () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-start-'));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it('stops at a wrong setting with one line', async () => {
    const product = startProduct(directory, { CORS_ORIGINS: 'https://crm.example.com/api' });
    product.ready.catch(() => undefined);
    assert.equal(await product.ended, 1);
    assert.equal(
      product.output.err,
      'CORS_ORIGINS must not end in /api: write https://crm.example.com instead of https://crm.example.com/api.\n',
    );
    assert.equal(product.output.out, '');
  });

  it('stops at a damaged credentials key with one line, and touches nothing', async () => {
    const data = join(directory, 'damaged');
    mkdirSync(data);
    writeFileSync(join(data, 'credentials.key'), 'not a key');
    const product = startProduct(directory, { PORT: '0', DATA_DIR: data });
    product.ready.catch(() => undefined);
    assert.equal(await product.ended, 1);
    assert.match(product.output.err, /^\S+credentials\.key should hold keys of 32 bytes in base64, .*\n$/);
    assert.equal(readFileSync(join(data, 'credentials.key'), 'utf8'), 'not a key');
  });

  it('says where it is, keeps a second one out of its DATA_DIR, and ends on SIGTERM', async () => {
    const environment = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', DATA_DIR: join(directory, 'data') };
    const first = startProduct(directory, environment);
    const url = await first.ready;
    assert.equal(first.output.out, `CRM Condorito is ready at ${url}\n`);
    assert.equal((await fetch(`${url}/ready`)).status, 200);

    const second = startProduct(directory, environment);
    second.ready.catch(() => undefined);
    assert.equal(await second.ended, 1);
    assert.match(second.output.err, /^DATA_DIR should be .* Another process is already running in DATA_DIR .*\n$/);

    const taken = startProduct(directory, {
      ...environment,
      PORT: new URL(url).port,
      DATA_DIR: join(directory, 'other'),
    });
    taken.ready.catch(() => undefined);
    assert.equal(await taken.ended, 1);
    assert.match(taken.output.err, /^PORT \d+ is taken: use another one\.\n$/);

    first.child.kill('SIGTERM');
    assert.equal(await first.ended, 0);
    assert.equal(first.output.err, '');
  });
});

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CloudApiChecks } from '#contract/cloud-api';
import type { SessionList } from '#contract/whatsapp-sessions';
import { DemoAdmin } from '../demo/demo-admin.ts';

const main = fileURLToPath(new URL('../demo/main.ts', import.meta.url));

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

describe('The demo', () => {
  let directory: string;
  let environment: Record<string, string>;
  const started: ChildProcess[] = [];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-demo-'));
    environment = { DATA_DIR: directory, PORT: await freePort(), PHONE_PAGE_PORT: await freePort() };
  });
  after(() => {
    for (const child of started) child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  /** As `npm start` begins it, in a folder without a `.env`. */
  function start(changed: Record<string, string> = {}) {
    const child = spawn(process.execPath, [main], {
      cwd: tmpdir(),
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...environment,
        ...changed,
      },
    });
    started.push(child);
    const said = { out: '', err: '' };
    child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
    const welcomed = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        said.out += text.toString();
        if (said.out.includes('Ctrl+C ends the demo')) resolve();
      });
    });
    const ended = once(child, 'close').then(([code]: (number | null)[]) => code);
    return { child, said, welcomed, ended };
  }

  it('ends with the words of the product where that refuses a setting', async () => {
    const demo = start({ LOG_LEVEL: 'loud' });
    assert.equal(await demo.ended, 1);
    assert.match(demo.said.err, /^LOG_LEVEL should be one of .*\n$/);
    assert.equal(demo.said.out, '');
  });

  it('ends where something else has the port, even if that answers', async () => {
    const other = createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const demo = start({ PORT: String(port) });
    assert.equal(await demo.ended, 1);
    assert.match(demo.said.err, /^PORT \d+ is taken: use another one\.\n$/);
    assert.equal(demo.said.out, '');
    other.closeAllConnections();
    other.close();
  });

  it('welcomes, keeps a second one out of its data, and ends on Ctrl+C', async () => {
    const demo = start();
    await demo.welcomed;
    const second = start({ PORT: await freePort(), PHONE_PAGE_PORT: await freePort() });
    assert.equal(await second.ended, 1);
    assert.match(second.said.err, /^DATA_DIR should be .* Another process is already running in DATA_DIR .*\n$/);

    demo.child.kill('SIGINT');
    assert.equal(await demo.ended, 0);
    assert.equal(demo.said.err, '');
  });

  it('has a line of each kind, and keeps them over a restart', async () => {
    for (let time = 1; time <= 2; time += 1) {
      const demo = start();
      await demo.welcomed;
      const admin = new DemoAdmin(`http://localhost:${String(environment['PORT'])}`);
      const { items } = await admin.get<SessionList>('/whatsapp/sessions');
      assert.deepEqual(
        items.map(({ kind, state }) => [kind, state]),
        [
          ['whatsapp-web', 'unlinked'],
          ['cloud-api', 'open'],
        ],
      );
      const { checks } = await admin.post<CloudApiChecks>(`/whatsapp/sessions/${items[1]?.id ?? ''}/checks`);
      assert.deepEqual(
        checks.filter(({ outcome }) => outcome !== 'passed'),
        [],
      );
      demo.child.kill('SIGINT');
      assert.equal(await demo.ended, 0);
    }
  });
});

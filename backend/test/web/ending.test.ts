import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import express from 'express';
import { closeHttpServer, createHttpServer } from '../../src/web/index.ts';
import { within } from '../support/index.ts';

const ASKERS = 40;

describe('An HTTP server that ends', () => {
  let server: Server;
  let port: number;
  let agent: Agent;

  beforeEach(async () => {
    const web = express();
    web.get('/', (_request, response) => {
      // As answers do that wait for a commit: many at once, in a later turn.
      setImmediate(() => response.send('whole'));
    });
    server = createHttpServer(web, { realtimeTransports: [] });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    agent.destroy();
  });

  /** Asks again and again until the door is closed; resolves with how often the answer was whole, or with how it was not. */
  async function askUntilRefused(): Promise<number> {
    for (let answers = 0; ; answers += 1) {
      const answer = await ask();
      if (answer === 'ECONNREFUSED') return answers;
      assert.equal(answer, 'whole');
    }
  }

  function ask(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const sent = request({ port, host: '127.0.0.1', agent }, (response) => {
        let text = '';
        response.on('data', (part) => (text += String(part)));
        response.once('end', () => {
          resolve(text);
        });
        response.once('error', (error) => {
          resolve(error.message);
        });
      });
      sent.once('error', ({ code, message }: NodeJS.ErrnoException) => {
        resolve(code === 'ECONNREFUSED' ? code : message);
      });
      sent.end();
    });
  }

  for (const keepAlive of [true, false]) {
    it(`answers or refuses, and cuts nobody who asks over ${keepAlive ? 'kept' : 'new'} connections`, async () => {
      agent = new Agent({ keepAlive });
      const asking = Array.from({ length: ASKERS }, () => askUntilRefused());
      await once(server, 'request');
      await closeHttpServer(server);
      const answers = await within(Promise.all(asking), 'every asker to be refused');
      assert.ok(answers.every((count) => count > 0));
    });
  }

  it('lets go of who has connected and never asks', async (t) => {
    agent = new Agent();
    const cut = t.mock.method(server, 'closeAllConnections');
    const silent: Socket = connect(port, '127.0.0.1');
    await once(server, 'connection');
    const gone = once(silent, 'close');
    await closeHttpServer(server);
    await within(gone, 'the silent connection to be closed');
    assert.equal(cut.mock.callCount(), 0);
  });
});

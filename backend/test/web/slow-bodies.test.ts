import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { createHttpServer, takesItsTime } from '../../src/web/index.ts';
import { within } from '../support/index.ts';

describe('A body that comes slowly', () => {
  let server: Server;
  let port: number;

  before(async () => {
    const web = express();
    web.post('/upload', (request, response) => {
      takesItsTime(request);
      request.on('data', () => undefined).on('end', () => response.send('whole'));
    });
    web.post('/', express.text({ type: () => true }), (_request, response) => void response.send('whole'));
    server = createHttpServer(web, { realtimeTransports: [] }, { whole: 150, standstill: 1_500 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  /** Begins a request whose body has ten bytes; `answer` is what comes until the connection is closed. */
  function begin(path: string): { socket: Socket; answer: Promise<string> } {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += String(data))).on('error', () => undefined);
    const closed = once(socket, 'close').then(() => answer);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n12345`);
    return { socket, answer: within(closed, 'the connection to be closed') };
  }

  it('is cut, also where it goes on and on', async () => {
    const { socket, answer } = begin('/');
    const dripping = setInterval(() => socket.write('6'), 60);
    assert.match(await answer, /^HTTP\/1\.1 408 /);
    clearInterval(dripping);
  });

  it('may take its time as an upload, as long as it moves on', async () => {
    const { socket, answer } = begin('/upload');
    let sent = 5;
    const dripping = setInterval(() => {
      sent += 1;
      socket.write('6');
      if (sent === 10) clearInterval(dripping);
    }, 60);
    assert.match(await answer, /^HTTP\/1\.1 200 [\s\S]*whole/);
  });

  it('is cut as an upload too where it stands still', async () => {
    assert.equal(await begin('/upload').answer, '');
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { MediaServers } from '../../src/whatsapp/whatsapp-web/index.ts';

describe('A media server', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  it('sends nobody elsewhere', async () => {
    let reached = 0;
    const inside = await serve((_request, response) => {
      reached += 1;
      response.end('secret');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const origin = await serve((_request, response) => {
        response.writeHead(status, { location: `${inside}/v/secret` }).end();
      });
      await assert.rejects(new MediaServers(origin).download('/v/file', AbortSignal.timeout(5_000)));
    }
    assert.equal(reached, 0);
  });

  it('is left when the product stops', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200).write('the beginning');
    });
    const stopped = new AbortController();
    const body = await new MediaServers(origin).download('/v/file', stopped.signal);
    stopped.abort();
    await assert.rejects(async () => {
      for await (const piece of body) assert.ok(piece);
    });
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { GraphApi } from '../../src/whatsapp/cloud-api/index.ts';
import { MediaServers } from '../../src/whatsapp/whatsapp-web/index.ts';
import { insideHosts, watchConnections } from '../support/index.ts';

describe('An address that Meta names for a file', () => {
  it('is asked for only where it is one of Meta', async (context) => {
    const places = watchConnections(context);
    const graph = new GraphApi('http://127.0.0.1:9');
    const addresses = insideHosts.flatMap((host) => [`https://${host}/v/file`, `http://${host}/v/file`]);
    addresses.push('http://lookaside.fbsbx.com/v/file', 'https://fbsbx.com.evil.example/', 'https://evilfbsbx.com/');
    addresses.push('file:///etc/passwd', 'data:,secret', 'http://127.0.0.1:9@evil.example/', '/v/file', '');
    for (const address of addresses) {
      await assert.rejects(graph.download(address, 'token', AbortSignal.timeout(5_000)), address);
    }
    assert.deepEqual([...places], []);
  });
});

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

  it('sends nobody elsewhere', async (context) => {
    const places = watchConnections(context);
    const elsewhere = insideHosts.flatMap((host) => [`http://${host}/v/file`, `//${host}/v/file`]);
    elsewhere.push('file:///etc/passwd', 'data:,secret', '/v/another', '?another', '');
    let asked = 0;
    const origin = await serve((request, response) => {
      const [status, place] = [[301, 302, 303, 307, 308][asked % 5] ?? 0, elsewhere[asked] ?? ''];
      asked += 1;
      assert.equal(request.url, '/v/file');
      response.writeHead(status, { location: encodeURI(place) }).end();
    });
    const servers = new MediaServers(origin);
    for (const place of elsewhere) await assert.rejects(servers.download('/v/file', AbortSignal.timeout(5_000)), place);
    assert.equal(asked, elsewhere.length);
    assert.deepEqual([...places], [new URL(origin).host]);
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

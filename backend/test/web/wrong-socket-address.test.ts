import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rawRequest, startTestApplication, type TestApplication } from '../support/index.ts';

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const polling = '?EIO=4&transport=polling';
const websocket = '?EIO=4&transport=websocket';

describe('Socket.IO under a path', () => {
  let application: TestApplication;

  before(async () => {
    application = await startTestApplication();
  });
  after(() => application.stop());

  const problemAt = async (path: string, headers = {}, method = 'GET') => {
    const { status, headers: received, text } = await rawRequest(`${application.url}${path}`, headers, method);
    assert.equal(status, 404, `${path}: ${text}`);
    assert.equal(received['content-type'], 'application/problem+json; charset=utf-8');
    return JSON.parse(text) as { type: string; detail: string };
  };

  it('is answered with what is wrong and what to change, however it is asked for', async () => {
    const problems = [
      await problemAt(`/api/socket.io/${polling}`),
      await problemAt(`/api/socket.io/${polling}`, {}, 'POST'),
      await problemAt(`/api/socket.io${polling}`),
      await problemAt(`/api/socket.io/${websocket}`),
      await problemAt(`/api/socket.io/${websocket}`, upgrade),
    ];
    for (const { type, detail } of problems) {
      assert.equal(type, 'not-found');
      assert.match(detail, /^Socket\.IO is at \/socket\.io\/, not at \/api\/socket\.io\/\./);
      assert.match(detail, /take "\/api" away where .*REALTIME_ENDPOINTS/);
    }
    assert.match((await problemAt(`/crm/v2/socket.io/${polling}`)).detail, /not at \/crm\/v2\/socket\.io\//);
  });

  it('is in the log once, whoever keeps trying', () => {
    const warnings = application.logged.filter((line) => line.includes('looks for Socket.IO'));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /"level":"warn".*"path":"\/api"/);
  });

  it('leaves everything else as it was', async () => {
    const opened = await rawRequest(`${application.url}/socket.io/${polling}`);
    assert.equal(opened.status, 200);
    const mistaken = await rawRequest(`${application.url}/socket.io/${websocket}`);
    assert.deepEqual([mistaken.status, mistaken.text], [400, '{"code":3,"message":"Bad request"}']);
    const page = await rawRequest(`${application.url}/chat/socket.iodine`, { accept: 'text/html' });
    assert.ok(!page.text.includes('Socket.IO'));
  });

  it('is answered at once to who wants WebSocket somewhere else', async () => {
    const health = await rawRequest(`${application.url}/health`, { connection: 'Upgrade', upgrade: 'h2c' });
    assert.equal(health.status, 200);
  });
});

describe('Socket.IO without WebSocket', () => {
  it('says so to who asks for it', async () => {
    const application = await startTestApplication({ environment: { REALTIME_TRANSPORTS: 'polling' } });
    try {
      for (const headers of [{}, upgrade]) {
        const { status, text } = await rawRequest(`${application.url}/socket.io/${websocket}`, headers);
        assert.deepEqual([status, text], [400, '{"code":0,"message":"Transport unknown"}']);
      }
    } finally {
      await application.stop();
    }
  });
});

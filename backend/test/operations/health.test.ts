import assert from 'node:assert/strict';
import express from 'express';
import { after, before, describe, it } from 'node:test';
import type { AddressInfo } from 'node:net';
import { createLogger, Health } from '../../src/operations/index.ts';
import { startTestApplication, type TestApplication } from '../support/index.ts';

describe('GET /health', () => {
  let application: TestApplication;

  before(async () => {
    application = await startTestApplication();
  });
  after(() => application.stop());

  it('tells counts and times, and nothing else', async () => {
    await application.createClient('secretive');
    const response = await fetch(`${application.url}/health`);
    assert.equal(response.status, 200);
    const text = await response.text();
    const { status, parts } = JSON.parse(text) as { status: string; parts: Record<string, Record<string, unknown>> };
    assert.equal(status, 'ok');
    assert.ok(parts['storage'] && parts['realtime']);
    for (const [name, part] of Object.entries(parts)) {
      if (name !== 'storage')
        assert.ok(
          Object.values(part).every((value) => typeof value === 'number' || !Number.isNaN(Date.parse(String(value)))),
          name,
        );
    }
    assert.ok(!text.includes('secretive'));
    assert.equal((await fetch(`${application.url}/ready`)).status, 200);
  });

  it('is 503 when the store cannot be read', async () => {
    const logger = createLogger({ level: 'silent', json: true });
    const health = new Health(() => Promise.reject(new Error('the disk is gone')), logger);
    const server = express().use(health.router()).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      const response = await fetch(`${url}/health`);
      assert.equal(response.status, 503);
      assert.equal(((await response.json()) as { status: string }).status, 'unreadable');
      assert.equal((await fetch(`${url}/ready`)).status, 503);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

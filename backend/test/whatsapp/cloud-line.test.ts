import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { CloudBench, SHOP } from './cloud-bench.ts';
import type { TestUser } from '../support/index.ts';

describe("a line over Meta's Cloud API", () => {
  let bench: CloudBench;
  let admin: TestUser;
  before(async () => {
    bench = await CloudBench.start();
    admin = await bench.application.createClient('acme');
  });
  after(() => bench.stop());

  async function session(id: string, who = admin) {
    return (await who.api.get<SessionResponse>(`/whatsapp/sessions/${id}`).expect(200)).body.session;
  }

  it('opens with good credentials, and shows its secrets to nobody', async () => {
    const id = await bench.open(admin);
    const line = await session(id);
    assert.equal(line.state, 'open');
    assert.equal(line.phoneNumber, SHOP);
    assert.equal(line.cloudApi?.verifiedName, 'Tienda Luna');
    assert.equal(line.cloudApi.throughput, 80);
    assert.notEqual(line.cloudApi.webhookVerifiedAt, null);
    const { accessToken, appSecret } = bench.shop;
    const shown = JSON.stringify(line) + bench.application.logged.join('\n');
    assert.ok(!shown.includes(accessToken) && !shown.includes(appSecret));
    const agent = await bench.application.createUser(admin, 'Ana');
    assert.equal((await session(id, agent)).cloudApi, undefined);
  });
});

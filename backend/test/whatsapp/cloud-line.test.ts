import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CloudApiCheck, CloudApiChecks } from '#contract/cloud-api';
import type { MessageTemplateList } from '#contract/message-templates';
import type { SessionList, SessionResponse } from '#contract/whatsapp-sessions';
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

  async function add(name: string, changes: object = {}) {
    const request = { kind: 'cloud-api', name, ...bench.credentials(), ...changes };
    return (await admin.api.post<SessionResponse>('/whatsapp/sessions', request).expect(201)).body.session;
  }

  it('says what is wrong with credentials, and connects once they are right', async () => {
    const number = bench.graph.createBusinessNumber({ phoneNumber: '573001112255', verifiedName: 'Tienda Mar' });
    const { accessToken, ...rest } = bench.credentials(number);
    const wrong = await add('Mar', { ...rest, accessToken: `${accessToken}0` });
    assert.deepEqual([wrong.state, wrong.reason], ['unlinked', 'token_invalid']);
    const { body } = await admin.api
      .patch<SessionResponse>(`/whatsapp/sessions/${wrong.id}`, { accessToken })
      .expect(200);
    assert.deepEqual([body.session.state, body.session.phoneNumber], ['open', '573001112255']);
  });

  it('forgets the templates of an account that it has no longer', async () => {
    const number = bench.graph.createBusinessNumber({ phoneNumber: '573001112299', verifiedName: 'Tienda Sal' });
    const other = bench.graph.createBusinessNumber({ phoneNumber: '573001112200', verifiedName: 'Otra' });
    const components = [{ type: 'BODY', text: 'Hola' } as const];
    bench.graph.templates.add(number.wabaId, { name: 'saludo', language: 'es', components });
    const path = `/whatsapp/sessions/${(await add('Sal', bench.credentials(number))).id}`;
    const synced = await admin.api.post<MessageTemplateList>(`${path}/templates/sync`).expect(200);
    assert.deepEqual(
      synced.body.items.map(({ name }) => name),
      ['saludo'],
    );
    await admin.api.patch(path, { businessAccountId: other.wabaId }).expect(200);
    const { body } = await admin.api.get<MessageTemplateList>(`${path}/templates`).expect(200);
    assert.deepEqual(body, { items: [], syncedAt: null });
  });

  it('takes no number that another line of the client has', async () => {
    const twin = await add('Gemela');
    assert.deepEqual([twin.state, twin.reason], ['unlinked', 'number_already_linked']);
    await admin.api.delete(`/whatsapp/sessions/${twin.id}`).expect(204);
  });

  it('is open again after a restart, with the secrets it had', async () => {
    const [line] = (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    const socket = await bench.application.socket(admin);
    const restored = await session(line?.id ?? '');
    if (restored.state !== 'open') {
      await socket.event('whatsapp:state', (news) => news.session.id === line?.id && news.session.state === 'open');
    }
  });

  it('tries again by itself while Meta cannot be reached, and tells how Meta thinks of the number', async () => {
    const socket = await bench.application.socket(admin);
    const [line] = (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;
    const id = line?.id ?? '';
    bench.graph.faults.outage = 503;
    bench.time.pass(150_000);
    await socket.event('whatsapp:disconnected', ({ sessionId, action }) => sessionId === id && action === 'retrying');
    bench.graph.faults.outage = undefined;
    bench.time.pass(61_000);
    await socket.event('whatsapp:state', (news) => news.session.id === id && news.session.state === 'open');
    bench.shop.setQuality('RED');
    const warned = await socket.event('system:message', ({ code }) => code === 'line_quality');
    assert.deepEqual(warned.params, { sessionId: id, name: 'Ventas', quality: 'red' });
    assert.equal((await session(id)).cloudApi?.quality, 'red');
  });

  it('examines each thing it needs, and has Meta call it by one request', async () => {
    const publicUrl = bench.application.url;
    await bench.restart({ PUBLIC_URL: publicUrl });
    admin = await bench.application.signIn(admin.email, admin.password);
    const number = bench.graph.createBusinessNumber({ phoneNumber: '573001112266', verifiedName: 'Tienda Río' });
    const { id } = await add('Río', bench.credentials(number));
    const outcomes = (checks: CloudApiCheck[]) => checks.map(({ name, outcome }) => `${name} ${outcome}`);
    const before = await admin.api.post<CloudApiChecks>(`/whatsapp/sessions/${id}/checks`).expect(200);
    const sound = ['access_token', 'permissions', 'phone_number', 'business_account', 'app_secret', 'registered'];
    const first = [...sound, 'public_address'].map((name) => `${name} passed`);
    const missing = ['webhook_verified', 'subscribed', 'webhook_seen'].map((name) => `${name} waiting`);
    assert.deepEqual(outcomes(before.body.checks), [...first, ...missing]);

    const done = await admin.api.post<CloudApiChecks>(`/whatsapp/sessions/${id}/subscribe`).expect(200);
    const connected = ['webhook_verified', 'subscribed'].map((name) => `${name} passed`);
    assert.deepEqual(outcomes(done.body.checks), [...first, ...connected, 'webhook_seen waiting']);
    const socket = await bench.application.socket(admin);
    await bench.luz.sendText('573001112266', 'Hola, Río');
    await socket.event('message:new', ({ message }) => message.text === 'Hola, Río');
    assert.notEqual((await session(id)).cloudApi?.lastWebhookAt, null);
    assert.equal((await session(id)).cloudApi?.webhooksElsewhere, null);
  });

  it('says that webhooks go elsewhere, once the server is found at another address, until Meta is told', async () => {
    const [line] = (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items.filter(
      ({ name }) => name === 'Río',
    );
    const id = line?.id ?? '';
    const before = bench.webhookUrl(id);
    await bench.restart({ PUBLIC_URL: bench.application.url.replace('127.0.0.1', 'localhost') });
    admin = await bench.application.signIn(admin.email, admin.password);
    const elsewhere = async () => (await session(id)).cloudApi?.webhooksElsewhere;
    const socket = await bench.application.socket(admin);
    // What it asks Meta as it opens it has been told before, or tells.
    for (let told = 1; (await elsewhere()) !== before; told += 1) await socket.events('whatsapp:state', told);

    await admin.api.post(`/whatsapp/sessions/${id}/subscribe`).expect(200);
    assert.equal(await elsewhere(), null);
  });

  it('names a wrong app secret, a foreign account and missing permissions', async () => {
    const number = bench.graph.createBusinessNumber({ phoneNumber: '573001112277', verifiedName: 'Tienda Sur' });
    const other = bench.graph.createBusinessNumber({ phoneNumber: '573001112288', verifiedName: 'Otra' });
    const wabaIds = [number.wabaId, other.wabaId];
    const accessToken = bench.graph.createToken({
      appId: number.appId,
      wabaIds,
      scopes: ['whatsapp_business_management'],
    });
    const { id } = await add('Sur', {
      ...bench.credentials(number),
      accessToken,
      appSecret: '0'.repeat(32),
      businessAccountId: other.wabaId,
    });
    const { body } = await admin.api.post<CloudApiChecks>(`/whatsapp/sessions/${id}/checks`).expect(200);
    const failed = body.checks.filter(({ outcome }) => outcome === 'failed');
    assert.deepEqual(
      failed.map(({ name, reason }) => [name, reason]),
      [
        ['permissions', 'permission_missing'],
        ['business_account', 'number_elsewhere'],
        ['app_secret', 'secret_wrong'],
      ],
    );
  });

  it("is nobody else's: no other client sees, examines or changes it", async () => {
    const stranger = await bench.application.createClient('globex');
    const [line] = (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;
    const path = `/whatsapp/sessions/${line?.id ?? ''}`;
    await stranger.api.get(path).expect(404);
    await stranger.api.patch(path, { accessToken: 'another-token' }).expect(404);
    for (const call of ['checks', 'subscribe', 'templates/sync'])
      await stranger.api.post(`${path}/${call}`).expect(404);
    await stranger.api.get(`${path}/templates`).expect(404);
  });

  it('forgets its secrets when it is unlinked, and takes no webhook from then on', async () => {
    const [line] = (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;
    const id = line?.id ?? '';
    await admin.api.post(`/whatsapp/sessions/${id}/logout`).expect(200);
    assert.deepEqual([(await session(id)).state, (await session(id)).reason], ['unlinked', 'unlinked_by_user']);
    const { store } = bench.application.application;
    const keys = await store.read((database) =>
      database.selectFrom('whatsappKeys').selectAll().where('sessionId', '=', id).execute(),
    );
    assert.deepEqual(keys, []);
    assert.equal((await fetch(bench.webhookUrl(id), { method: 'POST', body: '{}' })).status, 403);
  });
});

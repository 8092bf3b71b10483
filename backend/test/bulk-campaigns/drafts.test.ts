import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AddedRecipients, BulkCampaign, CampaignPage, CampaignResponse } from '#contract/bulk-campaigns';
import { MOST_SOURCES } from '#contract/campaign-rules';
import type { Problem } from '#contract/http';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { openConversation } from '../../src/conversations/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { CampaignBench, consent, steady } from './campaign-bench.ts';

/** A client's, where nothing else is said. */
const TIME_ZONE = 'America/Mexico_City';
/** What one campaign takes. */
const MOST = 100_000;

describe('a draft of a bulk message', () => {
  let application: TestApplication;
  let admin: TestUser;
  let campaigns: CampaignBench;
  let store: Store;

  before(async () => {
    application = await startTestApplication();
    await open();
  });
  after(() => application.stop());

  async function open(): Promise<void> {
    ({ store } = application.application);
    admin = await application.createClient('acme');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    campaigns = new CampaignBench(admin, body.session.id);
  }

  const numbers = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => ({ phoneNumber: `57300${String(1_000_000 + from + index)}` }));
  const addTo = (id: string, recipients: object[], given: object = {}) =>
    admin.api.post<AddedRecipients>(`/bulk-campaigns/${id}/recipients`, { recipients, consent, ...given });
  const change = async (id: string, given: object): Promise<BulkCampaign> =>
    (await admin.api.patch<CampaignResponse>(`/bulk-campaigns/${id}`, given).expect(200)).body.campaign;
  /** Many, a thousand at a time. */
  async function draftOf(count: number): Promise<string> {
    const { campaign } = await campaigns.draft(numbers(1_000));
    for (let from = 1_000; from < count; from += 1_000) await addTo(campaign.id, numbers(1_000, from)).expect(200);
    return campaign.id;
  }
  const rowsOf = async (id: string): Promise<number> => {
    const [{ rows } = { rows: 0 }] = await store.read((database) =>
      database
        .selectFrom('bulkRecipients')
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .where('campaignId', '=', id)
        .execute(),
    );
    return rows;
  };

  it('keeps when it is to start, is started then, and keeps it when it is a draft again', async () => {
    const { campaign } = await campaigns.draft(numbers(1));
    assert.equal(campaign.startAt, null);
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    assert.equal((await change(campaign.id, { startAt })).startAt, startAt);

    const scheduled = await campaigns.control(campaign.id, 'start');
    assert.deepEqual([scheduled.status, scheduled.startAt], ['scheduled', startAt]);
    await admin.api.patch(`/bulk-campaigns/${campaign.id}`, { startAt: null }).expect(409);
    const draft = await campaigns.control(campaign.id, 'pause');
    assert.deepEqual([draft.status, draft.startAt], ['draft', startAt]);

    const started = await campaigns.control(campaign.id, 'start', { at: null });
    assert.deepEqual([started.status, started.startAt], ['running', null]);
    await campaigns.control(campaign.id, 'cancel');
  });

  it('starts at once where the time that was chosen for it is past', async () => {
    const { campaign } = await campaigns.draft(numbers(1));
    await change(campaign.id, { startAt: '2020-01-01T00:00:00.000Z' });
    assert.equal((await campaigns.control(campaign.id, 'start')).status, 'running');
    await campaigns.control(campaign.id, 'cancel');
  });

  it('knows where its recipients came from', async () => {
    const { campaign } = await campaigns.draft([]);
    const file = { source: { kind: 'file', name: ' clientes.csv ' } };
    await addTo(campaign.id, numbers(3), file).expect(200);
    await addTo(campaign.id, numbers(3, 2), file).expect(200);
    await addTo(campaign.id, numbers(1, 5), { source: { kind: 'list' } }).expect(200);
    // Nobody new comes in from it.
    await addTo(campaign.id, numbers(1), { source: { kind: 'file', name: 'otra.csv' } }).expect(200);
    await addTo(campaign.id, numbers(1), { source: { kind: 'file', name: '' } }).expect(400);
    assert.deepEqual((await campaigns.read(campaign.id)).sources, [
      { kind: 'file', name: 'clientes.csv', added: 5 },
      { kind: 'list', name: '', added: 1 },
    ]);
    const { body } = await admin.api.delete<CampaignResponse>(`/bulk-campaigns/${campaign.id}/recipients`).expect(200);
    assert.deepEqual([body.campaign.sources, body.campaign.variables, body.campaign.counts.total], [[], {}, 0]);
  });

  it('adds up from one file on which recipients came from more than are told apart', async () => {
    const { campaign } = await campaigns.draft([]);
    const fileOf = (index: number) => ({ source: { kind: 'file', name: `${String(index)}.csv` } });
    for (let index = 0; index < MOST_SOURCES + 3; index += 1)
      await addTo(campaign.id, numbers(1, index), fileOf(index)).expect(200);
    await addTo(campaign.id, numbers(1, 100), fileOf(0)).expect(200);
    await addTo(campaign.id, numbers(1, 101), { source: { kind: 'list' } }).expect(200);
    const { sources } = await campaigns.read(campaign.id);
    assert.equal(sources.length, MOST_SOURCES + 2);
    assert.deepEqual(
      [sources[0], ...sources.slice(-2)],
      [
        { kind: 'file', name: '0.csv', added: 2 },
        { kind: 'file', name: '', added: 3 },
        { kind: 'list', name: '', added: 1 },
      ],
    );
  });

  it('counts over all recipients who has a value of which variable', async () => {
    const { campaign } = await campaigns.draft([
      { phoneNumber: '573001000001', name: 'Ana', variables: { Ciudad: 'Cali', Saldo: '' } },
      { phoneNumber: '573001000002', variables: { Ciudad: ' ', nombre: 'Beto' } },
    ]);
    await addTo(campaign.id, [
      { phoneNumber: '573001000003', name: 'Caro', variables: { Ciudad: 'Pasto' } },
      // Is in it already.
      { phoneNumber: '573001000001', name: 'Ana', variables: { Ciudad: 'Cali', Plan: '' } },
    ]).expect(200);
    const { variables } = await campaigns.read(campaign.id);
    // What came along is known, though nobody may have it.
    assert.deepEqual(variables, { ciudad: 2, saldo: 0, plan: 0, nombre: 3, name: 2, telefono: 3, phone: 3 });
  });

  it('is not started where everybody would read a gap in place of a variable that nobody has', async () => {
    const ana = { phoneNumber: '573001000001', name: 'Ana', variables: { Ciudad: 'Cali', Saldo: '' } };
    const { campaign } = await campaigns.draft([ana, '573001000002'], { message: { text: 'Hola {{nombr}}' } });
    const { body } = await admin.api.post<Problem>(`/bulk-campaigns/${campaign.id}/start`, {}).expect(409);
    assert.match(body.detail ?? '', /nombr/);
    await change(campaign.id, { message: { text: '{{nombr|vecino}}: {{nombr}}' } });
    await admin.api.post(`/bulk-campaigns/${campaign.id}/start`, {}).expect(409);
    await change(campaign.id, {
      message: { text: '{{nombr|vecino}}: {{nombre}}, {{ciudad}}, {{telefono}}, {{saldo}}' },
    });
    assert.equal((await campaigns.control(campaign.id, 'start')).status, 'running');
    await campaigns.control(campaign.id, 'cancel');
  });

  it('tells members what estimates of it go by', async () => {
    const agent = await application.createUser(admin, 'Rosa');
    const { campaign } = await campaigns.draft(numbers(2));
    const { body } = await agent.api.get<CampaignResponse>(`/bulk-campaigns/${campaign.id}`).expect(200);
    const { day, ...line } = body.line;
    assert.match(day, /^\d{4}-\d\d-\d\d$/);
    const unused = { sentToday: 0, daysBefore: 0, messagingLimit: null, throughput: null, between: 0 };
    assert.deepEqual(line, { timeZone: TIME_ZONE, ...unused });
    const page = await agent.api.get<CampaignPage>('/bulk-campaigns').expect(200);
    assert.equal(page.body.timeZone, TIME_ZONE);

    const sessionId = campaigns.sessionId;
    await store.write(({ database }) =>
      database
        .insertInto('bulkLineDays')
        .values([
          { sessionId, day, sent: 7 },
          { sessionId, day: '2020-01-01', sent: 3 },
        ])
        .execute(),
    );
    const other = await campaigns.started(numbers(5, 10), { pace: { ...steady, perDay: 9 } });
    const { body: shared } = await agent.api.get<CampaignResponse>(`/bulk-campaigns/${campaign.id}`).expect(200);
    assert.deepEqual(shared.line, { ...body.line, sentToday: 7, daysBefore: 1, between: 2 });
    const running = await campaigns.read(other);
    assert.deepEqual([running.pause?.after, running.pause?.by], [2, 'daily_cap']);
    await campaigns.control(other, 'cancel');
    await store.write(({ database }) => database.deleteFrom('bulkLineDays').execute());
  });

  it('takes in all of the chosen contacts, or none of them', async () => {
    const { campaign } = await campaigns.draft(numbers(1));
    await store.write(async (writing) => {
      for (const address of numbers(2_500)) await openConversation(writing, 'acme', address, campaigns.sessionId);
    });
    const room = (total: number) =>
      store.write(({ database }) =>
        database.updateTable('bulkCampaigns').set({ total }).where('id', '=', campaign.id).execute(),
      );
    // One of them is in it already.
    await room(MOST - 2_498);
    const fromContacts = () =>
      admin.api.post<AddedRecipients>(`/bulk-campaigns/${campaign.id}/recipients/from-contacts`, { consent });
    await fromContacts().expect(413);
    assert.equal(await rowsOf(campaign.id), 1);
    await room(MOST - 2_499);
    const { body } = await fromContacts().expect(200);
    assert.deepEqual([body.added, body.campaign.counts.total, await rowsOf(campaign.id)], [2_499, MOST, 2_500]);
    assert.deepEqual(body.campaign.sources, [{ kind: 'contacts', name: '', added: 2_499 }]);
  });

  for (const [what, path] of [
    ['thrown away', ''],
    ['emptied', '/recipients'],
  ] as const) {
    for (const first of ['removal', 'start'] as const) {
      it(`is either ${what} or started, never half of both, where the ${first} comes first`, async () => {
        const id = await draftOf(5_000);
        const remove = async () => (await admin.api.delete(`/bulk-campaigns/${id}${path}`)).status;
        const start = async () => (await admin.api.post(`/bulk-campaigns/${id}/start`, {})).status;
        const [removed, started] =
          first === 'removal'
            ? await Promise.all([remove(), start()])
            : await Promise.all([start(), remove()]).then(([one, other]) => [other, one]);
        if (started === 200) {
          assert.equal(removed, 409);
          assert.deepEqual([(await campaigns.read(id)).counts.pending, await rowsOf(id)], [5_000, 5_000]);
          await campaigns.control(id, 'cancel');
        } else {
          assert.ok((removed ?? 500) < 300, String(removed));
          assert.equal(await rowsOf(id), 0);
        }
      });
    }
  }

  it('that is thrown away while it is emptied, or emptied twice, does not come back', async () => {
    const socket = await application.socket(admin);
    const [discarded, twice] = [await draftOf(5_000), await draftOf(5_000)];
    const remove = async (id: string, path: string) => (await admin.api.delete(`/bulk-campaigns/${id}${path}`)).status;
    const [emptied, ...gone] = await Promise.all([remove(discarded, '/recipients'), remove(discarded, '')]);
    assert.ok(emptied === 200 || emptied === 404, String(emptied));
    assert.deepEqual(gone, [204]);
    assert.deepEqual(await Promise.all([remove(twice, '/recipients'), remove(twice, '/recipients')]), [200, 200]);
    const addedAfter = await addTo(twice, numbers(2)).expect(200);
    assert.deepEqual([addedAfter.body.campaign.counts.total, await rowsOf(twice), await rowsOf(discarded)], [2, 2, 0]);
    await socket.event('bulk:progress', ({ campaign }) => campaign?.id === twice && campaign.counts.total === 2);
    const last = socket.dataOf('bulk:progress').findLast(({ campaignId }) => campaignId === discarded);
    assert.equal(last?.removed, true);
    socket.close();
  });

  it('is rid of what was cut off at the next start, or by the next to add somebody', async () => {
    const { campaign: emptied } = await campaigns.draft(numbers(3));
    const { campaign: filled } = await campaigns.draft(numbers(3));
    const { campaign: discarded } = await campaigns.draft(numbers(3));
    const cutOff = (id: string, removing: 'recipients' | 'campaign') =>
      store.write(({ database }) =>
        database.updateTable('bulkCampaigns').set({ removing, total: 0, pending: 0 }).where('id', '=', id).execute(),
      );
    await cutOff(emptied.id, 'recipients');
    await cutOff(filled.id, 'recipients');
    await cutOff(discarded.id, 'campaign');
    const { body } = await addTo(filled.id, numbers(1)).expect(200);
    assert.deepEqual([body.added, body.campaign.counts.total, await rowsOf(filled.id)], [1, 1, 1]);
    await admin.api.get(`/bulk-campaigns/${discarded.id}`).expect(404);
    const { body: page } = await admin.api.get<CampaignPage>('/bulk-campaigns?limit=500').expect(200);
    assert.ok(page.items.every(({ id }) => id !== discarded.id));

    const { dataDirectory } = application;
    await application.application.close();
    application = await startTestApplication({ dataDirectory });
    ({ store } = application.application);
    admin = await application.signIn(admin.email, admin.password);
    campaigns = new CampaignBench(admin, campaigns.sessionId);
    assert.deepEqual([await rowsOf(emptied.id), await rowsOf(discarded.id)], [0, 0]);
    await addTo(emptied.id, numbers(1)).expect(200);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BulkCampaign, CampaignResponse, CampaignStop } from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import type { MessageTemplateList } from '#contract/message-templates';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import type { TestSocket, TestUser } from '../support/index.ts';
import type { Person } from '../../../lab/graph-api/index.ts';
import { CloudBench, SHOP } from '../whatsapp/cloud-bench.ts';
import { CampaignBench } from './campaign-bench.ts';

/** As fast as Meta takes them, at any time of the day. */
const atOnce = { ...PACES['cloud-api'].fast, profile: 'own', quietHours: null } as const;
/** Meta's codes (Cloud API, error codes). */
const UNDELIVERABLE = 131026;
const SPAM_LIMIT = 131048;
const TEMPLATE_PAUSED = 132015;

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item);
  return item;
}

describe("bulk messages over Meta's Cloud API", () => {
  let bench: CloudBench;
  let admin: TestUser;
  let socket: TestSocket;
  let campaigns: CampaignBench;
  let template: { templateId: string; parameters: Record<string, string> };
  let made = 0;

  before(async () => {
    bench = await CloudBench.start({ random: () => 0.5 });
    admin = await bench.application.createClient('acme');
    const line = await bench.open(admin);
    const components = [{ type: 'BODY', text: 'Hola {{1}}, hoy abrimos.', example: { body_text: [['Ana']] } }];
    bench.graph.templates.add(bench.shop.wabaId, { name: 'abrimos', language: 'es', components: components as never });
    const { body } = await admin.api.post<MessageTemplateList>(`/whatsapp/sessions/${line}/templates/sync`).expect(200);
    template = { templateId: body.items[0]?.id ?? '', parameters: { 'body.1': '{{nombre|vecino}}' } };
    socket = await bench.application.socket(admin);
    bench.shop.setMessagingLimit('TIER_UNLIMITED');
    campaigns = new CampaignBench(admin, line);
  });
  after(() => bench.stop());

  /** People who have WhatsApp. */
  function people(count: number) {
    return Array.from({ length: count }, () => {
      made += 1;
      const phoneNumber = `57310${String(2_000_000 + made)}`;
      return bench.graph.createPerson({ phoneNumber, name: `P${String(made)}` });
    });
  }

  const refuse = (some: readonly { phoneNumber: string }[], code: number) => {
    for (const { phoneNumber } of some) bench.graph.faults.refuse.set(phoneNumber, code);
  };
  const start = (some: readonly { phoneNumber: string }[], given: object = {}) =>
    campaigns.started(
      some.map(({ phoneNumber }) => phoneNumber),
      { message: { template }, pace: atOnce, ...given },
    );
  const state = (id: string, fits: (campaign: BulkCampaign) => boolean) =>
    socket.event('bulk:progress', ({ campaign }) => campaign?.id === id && fits(campaign));
  const until = <T>(awaited: Promise<T>) => bench.time.passUntil(awaited, 100, () => admin.api.get('/auth/me'));

  /** Until a campaign has reached somebody, which takes its time on a busy machine. */
  const untilWritten = (person: Person) =>
    bench.time.passUntil(
      person.untilLine(SHOP, ({ fromMe }) => !fromMe),
      500,
      () => admin.api.get('/auth/me'),
    );

  async function stopsFor(id: string, reason: CampaignStop): Promise<BulkCampaign> {
    await until(state(id, ({ status }) => status !== 'running' && status !== 'draft'));
    const campaign = await campaigns.read(id);
    assert.deepEqual([campaign.status, campaign.stopped], ['stopped', reason]);
    const told = await socket.event('system:message', ({ params }) => params['campaignId'] === id);
    assert.deepEqual([told.level, told.code, told.params['reason']], ['error', 'campaign_stopped', reason]);
    return campaign;
  }

  it('fill in an approved template for each, and their ticks are counted', async () => {
    const some = people(5);
    const recipients = some.map(({ phoneNumber }, index) => ({ phoneNumber, ...(index === 0 && { name: 'Rosa' }) }));
    const id = await campaigns.started(recipients, { message: { template }, pace: atOnce });
    await until(state(id, ({ status }) => status === 'completed'));
    await some[0]?.untilLine(SHOP, ({ text }) => text === 'Hola Rosa, hoy abrimos.');
    for (const person of some.slice(1))
      await person.untilLine(SHOP, ({ text }) => text === 'Hola vecino, hoy abrimos.');
    await until(socket.event('bulk:progress', (told) => told.campaignId === id && told.delivered === 5));
  });

  it('go to nobody as a free text who has not written within a day', async () => {
    const [person] = people(1);
    const id = await campaigns.started([person?.phoneNumber ?? ''], { pace: atOnce });
    await until(state(id, ({ status }) => status === 'completed'));
    const [recipient] = await campaigns.recipients(id);
    assert.deepEqual([recipient?.status, recipient?.reason], ['failed', 'window_closed']);
    const { body } = await admin.api.get<{ items: unknown }>(`/bulk-campaigns/${id}/reasons`).expect(200);
    assert.deepEqual(body.items, [{ status: 'failed', reason: 'window_closed', count: 1 }]);
    // That is the window open, and the end of it.
    await person?.sendText(SHOP, 'BAJA');
    await until(socket.event('settings:changed', ({ kind }) => kind === 'optOuts'));
    await campaigns.control(id, 'retry-failed');
    await until(socket.event('bulk:progress', ({ campaignId, skipped }) => campaignId === id && skipped === 1));
  });

  it('stop when too many fail, and send what failed again when a person says so', async () => {
    const some = people(60);
    refuse(some, UNDELIVERABLE);
    const id = await start(some);
    const stopped = await stopsFor(id, 'failures');
    assert.ok(stopped.counts.failed >= 20 && stopped.counts.pending > 0, JSON.stringify(stopped.counts));
    bench.graph.faults.refuse.clear();
    await campaigns.control(id, 'retry-failed');
    await until(state(id, ({ status }) => status === 'completed'));
    for (const person of some) assert.equal(person.chat(SHOP).length, 1, 'one bubble each');
    assert.equal((await campaigns.read(id)).counts.failed, 0);
  });

  it('stop at the first word that too many were marked as spam', async () => {
    const some = people(30);
    refuse(some, SPAM_LIMIT);
    const id = await start(some);
    await stopsFor(id, 'restricted');
    await campaigns.control(id, 'cancel');
  });

  it('stop when Meta pauses the template', async () => {
    const some = people(40);
    refuse(some, TEMPLATE_PAUSED);
    const id = await start(some);
    await stopsFor(id, 'template_gone');
    await campaigns.control(id, 'cancel');
  });

  it('stop when too many ask for no more', async () => {
    const some = people(60);
    const id = await start(some, { pace: { ...atOnce, gapSeconds: { from: 1, to: 1 } } });
    await untilWritten(at(some, 22));
    for (const person of some.slice(0, 3)) await person.sendText(SHOP, 'BAJA');
    const { counts, optedOut } = await stopsFor(id, 'opt_outs');
    assert.ok(counts.pending > 0 && optedOut >= 1);
    await campaigns.control(id, 'cancel');
  });

  it('never carry the pace of this kind of line over to one by QR', async () => {
    const { campaign } = await campaigns.draft(['573102999999'], { message: { template }, pace: atOnce });
    const qr = { kind: 'whatsapp-web', name: 'Por QR' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', qr).expect(201);
    const path = `/bulk-campaigns/${campaign.id}`;
    const moved = { sessionId: body.session.id, message: { text: 'Hola' } };
    const { body: after } = await admin.api.patch<CampaignResponse>(path, moved).expect(200);
    assert.deepEqual(after.campaign.pace, PACES['whatsapp-web'].careful);
    await admin.api.patch(path, { pace: atOnce }).expect(400);
    await admin.api.delete(path).expect(204);
  });

  it('stop when Meta rates the number low', async () => {
    const some = people(40);
    const id = await start(some, { pace: { ...atOnce, gapSeconds: { from: 10, to: 10 } } });
    await untilWritten(at(some, 1));
    bench.shop.setQuality('RED');
    await stopsFor(id, 'low_quality');
    bench.shop.setQuality('GREEN');
    await campaigns.control(id, 'cancel');
  });
});

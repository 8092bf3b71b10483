import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  BulkCampaign,
  BulkRecipient,
  CampaignResponse,
  GivenRecipient,
  RecipientPage,
  RecipientStatus,
} from '#contract/bulk-campaigns';
import { PACES, RECIPIENTS_AT_ONCE } from '#contract/campaign-rules';
import type { MessageTemplateList } from '#contract/message-templates';
import type { Person } from '../lab/graph-api/index.ts';
import { FULL, short } from './support/form.ts';
import { MetaLine } from './support/meta-line.ts';
import { report } from './support/report.ts';

const RECIPIENTS = short(150, 10_000);
const KILLS = short(2, 20);
/** Between two kills, at random up to this, in milliseconds. */
const LONGEST_CALM_MS = short(500, 4_000);
const LOOK_AGAIN_MS = 250;
/** After so long nothing more comes but what was lost. */
const CALM_MS = 3_000;
/** So few requests are on their way at the same time: the messages leave one by one. */
const MOST_UNDER_WAY = 20;
/** So long after the last one the product gives up waiting for a lost answer. */
const LIMIT_MS = short(180_000, 3_600_000);
const consent = { source: 'form' } as const;

describe('Bulk messages while the server is killed again and again', { timeout: LIMIT_MS }, () => {
  let line: MetaLine;
  let people: Person[];

  before(async () => {
    line = await MetaLine.open(0);
    line.number.setMessagingLimit('TIER_UNLIMITED');
    people = Array.from({ length: RECIPIENTS }, (_, place) =>
      line.graph.createPerson({ phoneNumber: String(573_100_000_000 + place), name: `P${String(place)}` }),
    );
  });
  after(() => line.close());

  it('gives nobody two, and everybody one or their name', async (t) => {
    const id = await startCampaign();
    for (let kills = 0; kills < KILLS; kills += 1) {
      await pause(Math.random() * LONGEST_CALM_MS);
      await line.product.killAndStart();
    }
    const { counts } = await (FULL ? untilOver(id) : untilNothingMoves(id));
    // In the short form ten minutes are not waited for, after which whoever is still in doubt is named uncertain.
    const inDoubt = new Set([...(await numbersOf(id, 'uncertain')), ...(await numbersOf(id, 'pending'))]);
    const bubbles = people.map((person) => ({
      number: person.phoneNumber,
      count: person.chat(line.number.phoneNumber).filter(({ fromMe }) => !fromMe).length,
    }));
    const twice = bubbles.filter(({ count }) => count > 1).length;
    const unnamed = bubbles.filter(({ number, count }) => count === 0 && !inDoubt.has(number)).length;
    assert.deepEqual({ twice, unnamed }, { twice: 0, unnamed: 0 });
    const { total, pending, sent, delivered, read, failed, skipped, uncertain } = counts;
    assert.equal(pending + sent + delivered + read + failed + skipped + uncertain, total);
    assert.deepEqual([total, failed, skipped, FULL ? pending : 0], [RECIPIENTS, 0, 0, 0]);
    assert.ok(inDoubt.size <= KILLS * MOST_UNDER_WAY, `${String(inDoubt.size)} are in doubt`);
    const one = bubbles.filter(({ count }) => count === 1).length;
    report(t, {
      row: '11',
      what: `${String(KILLS)} kill -9 during a campaign to ${String(RECIPIENTS)} recipients`,
      counts: `${String(one)} got one, 0 got two, ${String(inDoubt.size)} are named ${FULL ? 'uncertain' : 'as not known yet'}; the sums add up`,
      holds: true,
    });
  });

  async function startCampaign(): Promise<string> {
    const { api } = line.admin;
    const components = [{ type: 'BODY', text: 'Hoy abrimos.' }];
    line.graph.templates.add(line.number.wabaId, { name: 'abrimos', language: 'es', components: components as never });
    const path = `/whatsapp/sessions/${line.sessionId}/templates/sync`;
    const { body: templates } = await api.post<MessageTemplateList>(path).expect(200);
    const { body } = await api
      .post<CampaignResponse>('/bulk-campaigns', {
        name: 'Ofertas',
        sessionId: line.sessionId,
        message: { template: { templateId: templates.items[0]?.id ?? '', parameters: {} } },
        pace: { ...PACES['cloud-api'].fast, profile: 'own', quietHours: null },
      })
      .expect(201);
    const { id } = body.campaign;
    for (let from = 0; from < RECIPIENTS; from += RECIPIENTS_AT_ONCE) {
      const recipients = people
        .slice(from, from + RECIPIENTS_AT_ONCE)
        .map(({ phoneNumber }): GivenRecipient => ({ phoneNumber: `+${phoneNumber}` }));
      await api.post(`/bulk-campaigns/${id}/recipients`, { recipients, consent }).expect(200);
    }
    await api.post(`/bulk-campaigns/${id}/start`, {}).expect(200);
    return id;
  }

  /** Everybody had their turn, and of each it is known what became of it. */
  async function untilOver(id: string): Promise<BulkCampaign> {
    for (;;) {
      const { body } = await line.admin.api.get<CampaignResponse>(`/bulk-campaigns/${id}`).expect(200);
      assert.notEqual(body.campaign.status, 'stopped', JSON.stringify(body.campaign));
      if (body.campaign.status === 'completed') return body.campaign;
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** Everybody had their turn, and no answer has come for a while. */
  async function untilNothingMoves(id: string): Promise<BulkCampaign> {
    let last = '';
    for (let since = performance.now(); ;) {
      const { body } = await line.admin.api.get<CampaignResponse>(`/bulk-campaigns/${id}`).expect(200);
      const counts = JSON.stringify(body.campaign.counts);
      if (counts !== last) since = performance.now();
      last = counts;
      const isCalm =
        performance.now() - since > CALM_MS &&
        (await recipientsOf(id, 'pending')).every(({ sentAt }) => sentAt !== null);
      if (body.campaign.status === 'completed' || isCalm) return body.campaign;
      await pause(LOOK_AGAIN_MS);
    }
  }

  async function numbersOf(id: string, status: RecipientStatus): Promise<string[]> {
    return (await recipientsOf(id, status)).flatMap(({ phoneNumber }) => phoneNumber ?? []);
  }

  async function recipientsOf(id: string, status: RecipientStatus): Promise<BulkRecipient[]> {
    const path = `/bulk-campaigns/${id}/recipients?status=${status}&limit=500`;
    return (await line.admin.api.get<RecipientPage>(path).expect(200)).body.items;
  }
});

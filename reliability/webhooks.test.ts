import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppConfig } from '#contract/config';
import type { ConversationPage } from '#contract/conversations';
import type { Message } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { allMessages } from '../backend/test/whatsapp/linked-line.ts';
import type { TestUser } from '../backend/test/support/index.ts';
import { startGraphApi, type BusinessNumber, type GraphApi } from '../lab/graph-api/index.ts';
import { short } from './support/form.ts';
import { MetaPoster, type Posted } from './support/meta-poster.ts';
import { OwnProcess } from './support/own-process.ts';
import { report } from './support/report.ts';
import { Tab } from './support/tab.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

const KILLS = short(2, 100);
const WEBHOOKS = short(1_000, 200_000);
const TABS = short(5, 50);
const PEOPLE = 40;
const REPEATS = 0.2;
/** Between two kills, at random up to this, in milliseconds. */
const LONGEST_CALM_MS = short(600, 2_000);
const LIMIT_MS = short(300_000, 7_200_000);

describe('Webhooks of Meta while the server is killed again and again', { timeout: LIMIT_MS }, () => {
  let graph: GraphApi;
  let number: BusinessNumber;
  let product: OwnProcess;
  let admin: TestUser;
  let poster: MetaPoster;
  let tabs: Tab[];

  before(async () => {
    graph = await startGraphApi();
    number = graph.createBusinessNumber({ phoneNumber: '573001112233', verifiedName: 'Tienda' });
    product = await OwnProcess.start({ GRAPH_API_URL: graph.url });
    admin = await product.createClient('acme');
    const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = number;
    const credentials = { phoneNumberId, businessAccountId, accessToken, appSecret };
    const line = { kind: 'cloud-api', name: 'Ventas', ...credentials };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    const url = `${product.url}/webhooks/whatsapp/${body.session.id}`;
    poster = new MetaPoster({ url, number, people: PEOPLE, repeats: REPEATS });
    const { body: settings } = await admin.api.get<AppConfig>('/config').expect(200);
    tabs = Array.from({ length: TABS }, () => new Tab({ user: admin, settings, api: product.url }));
    await Promise.all(tabs.map((tab) => tab.untilKind('live')));
  });
  after(async () => {
    for (const tab of tabs) tab.close();
    await product.stop();
    await graph.close();
  });

  /** Posts while `disturb` goes on, and again and again until both are done. */
  async function postWhile(count: number, disturb: () => Promise<void>): Promise<Posted> {
    const [posted] = await Promise.all([poster.post(count), disturb()]);
    return posted;
  }

  async function assertEachOnce() {
    const verdict = await judge({ admin, acceptedIn: () => [] }, tabs);
    const stored = new Map<string, number>();
    for (const { text = '' } of tabs.length > 0 ? await everyMessage() : [])
      stored.set(text, (stored.get(text) ?? 0) + 1);
    const missing = poster.texts.filter((text) => !stored.has(text)).length;
    const twice = [...stored.values()].filter((times) => times > 1).length;
    assert.deepEqual({ missing, twice, stored: stored.size }, { missing: 0, twice: 0, stored: poster.texts.length });
    assertWhole(verdict);
    return verdict;
  }

  async function everyMessage(): Promise<Message[]> {
    const { body } = await admin.api.get<ConversationPage>('/conversations?limit=500').expect(200);
    return (await Promise.all(body.items.map(({ id }) => allMessages(admin, id)))).flat();
  }

  it('loses nothing and doubles nothing through kill -9', async (t) => {
    let kills = 0;
    const posted = await postWhile(WEBHOOKS, async () => {
      for (; kills < KILLS; kills += 1) {
        await pause(Math.random() * LONGEST_CALM_MS);
        await product.killAndStart();
      }
    });
    const verdict = await assertEachOnce();
    report(t, {
      row: '1',
      what: `${String(kills)} kill -9 during ${String(WEBHOOKS)} webhooks, ${String(posted.repeats)} of them posted again`,
      counts: `${String(poster.texts.length)} messages, each once; ${countsOf(verdict)}`,
      holds: verdict.missing === 0 && verdict.twice === 0 && verdict.wrong === 0,
    });
  });
});

import assert from 'node:assert/strict';
import type { AppConfig } from '#contract/config';
import type { ConversationPage } from '#contract/conversations';
import type { Message } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import type { TestUser } from '../../backend/test/support/index.ts';
import { allMessages } from '../../backend/test/whatsapp/linked-line.ts';
import { startGraphApi, type BusinessNumber, type GraphApi } from '../../lab/graph-api/index.ts';
import { MetaPoster, type PosterOptions } from './meta-poster.ts';
import { OwnProcess } from './own-process.ts';
import { Tab, type TabSetup } from './tab.ts';
import { judge, type Verdict } from './verdict.ts';

const PEOPLE = 40;

/** A line over Meta's Cloud API, in a product of its own, with tabs that watch it. */
export class MetaLine {
  readonly product: OwnProcess;
  readonly number: BusinessNumber;
  readonly tabs: readonly Tab[];
  readonly graph: GraphApi;
  readonly admin: TestUser;
  readonly sessionId: string;

  private constructor(
    graph: GraphApi,
    number: BusinessNumber,
    product: OwnProcess,
    { admin, sessionId, tabs }: { admin: TestUser; sessionId: string; tabs: readonly Tab[] },
  ) {
    this.graph = graph;
    this.number = number;
    this.product = product;
    this.admin = admin;
    this.sessionId = sessionId;
    this.tabs = tabs;
  }

  /** With so many tabs, all of them live, and what they are `given`. The product's data lies in `folder`. */
  static async open(tabCount: number, given?: TabSetup['given'], folder?: string): Promise<MetaLine> {
    const graph = await startGraphApi();
    const number = graph.createBusinessNumber({ phoneNumber: '573001112233', verifiedName: 'Tienda' });
    const product = await OwnProcess.start({ GRAPH_API_URL: graph.url }, folder);
    const admin = await product.createClient('acme');
    const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = number;
    const credentials = { phoneNumberId, businessAccountId, accessToken, appSecret };
    const line = { kind: 'cloud-api', name: 'Ventas', ...credentials };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    const { id: sessionId, cloudApi } = body.session;
    await number.setWebhook(`${product.url}/webhooks/whatsapp/${sessionId}`, cloudApi?.verifyToken ?? '');
    const { body: settings } = await admin.api.get<AppConfig>('/config').expect(200);
    const setup = { user: admin, settings, api: product.url, ...(given && { given }) };
    const tabs = Array.from({ length: tabCount }, () => new Tab(setup));
    await Promise.all(tabs.map((tab) => tab.untilKind('live')));
    return new MetaLine(graph, number, product, { admin, sessionId, tabs });
  }

  poster(how: Omit<PosterOptions, 'url' | 'number' | 'people'> = {}): MetaPoster {
    return new MetaPoster({
      url: `${this.product.url}/webhooks/whatsapp/${this.sessionId}`,
      number: this.number,
      people: PEOPLE,
      ...how,
    });
  }

  /** Every message there is, in every conversation. */
  async messages(): Promise<Message[]> {
    const { body } = await this.admin.api.get<ConversationPage>('/conversations?limit=500').expect(200);
    return (await Promise.all(body.items.map(({ id }) => allMessages(this.admin, id)))).flat();
  }

  /** Compares all tabs with the product. */
  judge(): Promise<Verdict> {
    return judge({ admin: this.admin, acceptedIn: () => [] }, this.tabs);
  }

  /** Each of these texts is stored, once, and nothing else is. */
  async assertEachOnce(texts: readonly string[]): Promise<void> {
    const stored = new Map<string, number>();
    for (const { text = '' } of await this.messages()) stored.set(text, (stored.get(text) ?? 0) + 1);
    const missing = texts.filter((text) => !stored.has(text)).length;
    const twice = [...stored.values()].filter((times) => times > 1).length;
    assert.deepEqual({ missing, twice, stored: stored.size }, { missing: 0, twice: 0, stored: texts.length });
  }

  async close(): Promise<void> {
    for (const tab of this.tabs) tab.close();
    await this.product.stop();
    await this.graph.close();
  }
}

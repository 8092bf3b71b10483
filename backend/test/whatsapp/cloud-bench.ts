import type { SessionResponse } from '#contract/whatsapp-sessions';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../../../lab/graph-api/index.ts';
import { DrivenTime, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import type { TestApplicationOptions } from '../support/test-application.ts';

export const SHOP = '573001112233';
export const LUZ = '573004445566';

/** The product talking to the lab's Graph API: how every test of lines over Meta begins. Time passes when a test says so. */
export class CloudBench {
  readonly graph: GraphApi;
  readonly time: DrivenTime;
  readonly shop: BusinessNumber;
  readonly luz: Person;
  application: TestApplication;
  readonly #options: TestApplicationOptions;

  private constructor(
    graph: GraphApi,
    time: DrivenTime,
    application: TestApplication,
    options: TestApplicationOptions,
  ) {
    this.graph = graph;
    this.time = time;
    this.application = application;
    this.#options = options;
    this.shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda Luna' });
    this.luz = graph.createPerson({ phoneNumber: LUZ, name: 'Luz' });
  }

  static async start(options: TestApplicationOptions = {}): Promise<CloudBench> {
    const time = new DrivenTime();
    const { clock, after } = time;
    const graph = await startGraphApi({ clock, after });
    const all = { clock, after, ...options, environment: { GRAPH_API_URL: graph.url, ...options.environment } };
    return new CloudBench(graph, time, await startTestApplication(all), all);
  }

  /** What a person enters for a number; for the shop unless another is named. */
  credentials(number = this.shop) {
    const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = number;
    return { phoneNumberId, businessAccountId, accessToken, appSecret };
  }

  /** A line over Meta's Cloud API that is open, and gets its webhooks. */
  async open(admin: TestUser, { name = 'Ventas', number = this.shop } = {}): Promise<string> {
    const request = { kind: 'cloud-api', name, ...this.credentials(number) };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', request).expect(201);
    const { id, cloudApi } = body.session;
    await number.setWebhook(this.webhookUrl(id), cloudApi?.verifyToken ?? '');
    return id;
  }

  webhookUrl(sessionId: string): string {
    return `${this.application.url}/webhooks/whatsapp/${sessionId}`;
  }

  /** Starts the product again on the same `DATA_DIR` and at the same address, as after a restart. */
  async restart(changes: Record<string, string> = {}): Promise<void> {
    const { dataDirectory, url } = this.application;
    const environment = { ...this.#options.environment, ...changes, PORT: new URL(url).port };
    await this.application.application.close();
    this.application = await startTestApplication({ ...this.#options, environment, dataDirectory });
  }

  async stop(): Promise<void> {
    await this.application.stop();
    await this.graph.close();
  }
}

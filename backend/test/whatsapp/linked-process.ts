import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoginResponse } from '#contract/accounts';
import type { SessionResponse, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Phone, WhatsAppWebServer } from '../../../lab/whatsapp-web/index.ts';
import { TestApi, type TestUser } from '../support/index.ts';
import { ProductProcess } from './product-process.ts';

const password = 'correct horse battery';

/** Waits for a state that only time and retries bring about; fails after a minute. */
export async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (await reached().catch(() => false)) return;
    await pause(100);
  }
  assert.fail(`Waited a minute for ${what}.`);
}

/** The product as a process of its own, with a client whose one line is linked to a phone of the lab. */
export class LinkedProcess {
  readonly product: ProductProcess;
  readonly admin: TestUser;
  readonly sessionId: string;

  private constructor(product: ProductProcess, admin: TestUser, sessionId: string) {
    this.product = product;
    this.admin = admin;
    this.sessionId = sessionId;
  }

  static async start(
    lab: WhatsAppWebServer,
    business: Phone,
    given: { timeZone?: string } = {},
  ): Promise<LinkedProcess> {
    const product = await ProductProcess.start({
      WHATSAPP_WEB_URL: lab.url,
      OPERATOR_EMAIL: 'operator@condorito.test',
      OPERATOR_PASSWORD: password,
    });
    const operator = await signIn(product, 'operator@condorito.test');
    const account = { name: 'Admin', email: 'admin@acme.test', password };
    await operator.api.post('/clients', { clientCode: 'acme', name: 'Acme', admin: account, ...given }).expect(201);
    const admin = await signIn(product, account.email);
    const { body } = await admin.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    const linked = new LinkedProcess(product, admin, body.session.id);
    await admin.api.post(`/whatsapp/sessions/${linked.sessionId}/connect`).expect(202);
    await until('the QR', async () => (await linked.session()).qr !== undefined);
    await business.scan((await linked.session()).qr?.qr ?? '');
    await linked.untilOpen();
    return linked;
  }

  async session(): Promise<WhatsAppSession> {
    return (await this.admin.api.get<SessionResponse>(`/whatsapp/sessions/${this.sessionId}`).expect(200)).body.session;
  }

  untilOpen(): Promise<void> {
    return until('the line to open', async () => (await this.session()).state === 'open');
  }

  /** `kill -9`, and a start on what is left. */
  async killAndRun(): Promise<void> {
    await this.product.kill();
    await this.product.run();
  }
}

async function signIn({ url }: ProductProcess, email: string): Promise<TestUser> {
  const { body } = await new TestApi(url).post<LoginResponse>('/auth/login', { email, password }).expect(200);
  return { ...body, email, password, api: new TestApi(url, { authorization: `Bearer ${body.token}` }) };
}

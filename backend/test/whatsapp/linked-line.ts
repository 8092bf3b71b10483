import type { Conversation, ConversationPage } from '#contract/conversations';
import type { Message, MessagePage } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../../../lab/whatsapp-web/index.ts';
import '../../../lab/test/support/unref-long-timers.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import type { TestApplicationOptions } from '../support/test-application.ts';

/** Many lines are linked at once in some tests, on two cores. */
const LINKING_MS = 60_000;

/** The product talking to the lab: how every test of WhatsApp begins. */
export class WhatsAppBench {
  readonly lab: WhatsAppWebServer;
  application: TestApplication;
  readonly #options: TestApplicationOptions;
  /** How many lines each client has been given, by its admin's address. */
  readonly #lines = new Map<string, number>();

  private constructor(lab: WhatsAppWebServer, application: TestApplication, options: TestApplicationOptions) {
    this.lab = lab;
    this.application = application;
    this.#options = options;
  }

  static async start(options: TestApplicationOptions = {}): Promise<WhatsAppBench> {
    const lab = await startWhatsAppWebServer();
    const all = {
      ...options,
      environment: { WHATSAPP_WEB_URL: lab.url, WHATSAPP_MEDIA_URL: lab.mediaUrl, ...options.environment },
    };
    return new WhatsAppBench(lab, await startTestApplication(all), all);
  }

  /** Starts the product again on the same `DATA_DIR`, as after a restart. */
  async restart(): Promise<void> {
    const { dataDirectory } = this.application;
    await this.application.application.close();
    this.application = await startTestApplication({ ...this.#options, dataDirectory });
  }

  /** A line of the admin's client, linked by the phone that scans its QR: "Ventas", the next one "Ventas 2". */
  async link(admin: TestUser, phone: Phone): Promise<string> {
    const socket = await this.application.socket(admin);
    const { body } = await admin.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: this.#newName(admin) })
      .expect(201);
    const sessionId = body.session.id;
    await admin.api.post(`/whatsapp/sessions/${sessionId}/connect`).expect(202);
    const { qr } = await socket.event('whatsapp:qr', (event) => event.sessionId === sessionId, LINKING_MS);
    await phone.scan(qr);
    await socket.event('whatsapp:authenticated', ({ session }) => session.id === sessionId, LINKING_MS);
    return sessionId;
  }

  #newName({ email }: TestUser): string {
    const number = (this.#lines.get(email) ?? 0) + 1;
    this.#lines.set(email, number);
    return number === 1 ? 'Ventas' : `Ventas ${String(number)}`;
  }

  async stop(): Promise<void> {
    await this.application.stop();
    await this.lab.close();
  }
}

/** The conversation of this client with a number, as the list shows it. */
export async function conversationWith(user: TestUser, phoneNumber: string): Promise<Conversation> {
  const { body } = await user.api.get<ConversationPage>(`/conversations?q=${phoneNumber}`).expect(200);
  const [conversation] = body.items;
  if (!conversation) throw new Error(`There is no conversation with ${phoneNumber}.`);
  return conversation;
}

/** Every message of a conversation, oldest first, read page by page. */
export async function allMessages(user: TestUser, conversationId: string): Promise<Message[]> {
  const messages: Message[] = [];
  let before = '';
  for (;;) {
    const path = `/conversations/${conversationId}/messages?limit=200${before && `&before=${before}`}`;
    const { body } = await user.api.get<MessagePage>(path).expect(200);
    messages.unshift(...body.items);
    if (body.nextCursor === null) return messages;
    before = body.nextCursor;
  }
}

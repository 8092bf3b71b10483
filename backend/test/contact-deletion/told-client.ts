import assert from 'node:assert/strict';
import type { ContactDeletionList, ContactPage, ContactResponse } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { recordMessage, type RecordedMessage } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import type { TestApplicationOptions } from '../support/test-application.ts';

/** A client with a line that no phone has linked: what it is told is told by a test, in the words of WhatsApp. */
export class ToldClient {
  readonly application: TestApplication;
  readonly admin: TestUser;
  readonly clientCode: string;
  readonly sessionId: string;
  #number = 0;

  private constructor(application: TestApplication, admin: TestUser, clientCode: string, sessionId: string) {
    this.application = application;
    this.admin = admin;
    this.clientCode = clientCode;
    this.sessionId = sessionId;
  }

  /** Of an application that is there, or of one of its own, which `stop` ends. */
  static async start(
    clientCode = 'acme',
    { application, ...options }: TestApplicationOptions & { application?: TestApplication } = {},
  ): Promise<ToldClient> {
    const running = application ?? (await startTestApplication(options));
    const admin = await running.createClient(clientCode);
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    return new ToldClient(running, admin, clientCode, body.session.id);
  }

  get store() {
    return this.application.application.store;
  }

  /** A message as WhatsApp brings it; a text unless said otherwise. */
  async receive(message: Partial<RecordedMessage> & Pick<RecordedMessage, 'address'>) {
    this.#number += 1;
    const number = String(this.#number);
    const stored = await this.store.write((writing) =>
      recordMessage(writing, {
        clientCode: this.clientCode,
        sessionId: this.sessionId,
        whatsappId: `ID-${number}`,
        fromMe: false,
        type: 'text',
        text: `text ${number}`,
        sentAt: new Date(1_700_000_000_000 + this.#number * 1_000).toISOString(),
        ...message,
      }),
    );
    return stored ?? assert.fail('It was there already.');
  }

  async contact(name: string): Promise<Contact> {
    const { items } = (await this.admin.api.get<ContactPage>('/contacts').expect(200)).body;
    return items.find((one) => one.name === name) ?? assert.fail(`There is no ${name}.`);
  }

  /** An admin asks for it; nothing is waited for. */
  async delete(id: string, leaveAlone = false): Promise<void> {
    const { contact } = (await this.admin.api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body;
    const more = leaveAlone ? '&leaveAlone=true' : '';
    await this.admin.api.delete(`/contacts/${id}?version=${String(contact.version)}${more}`).expect(202);
  }

  async deletions() {
    return (await this.admin.api.get<ContactDeletionList>('/contacts/deletions').expect(200)).body.items;
  }

  async untilDeleted(): Promise<void> {
    while ((await this.deletions()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  stop(): Promise<void> {
    return this.application.stop();
  }
}

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LoginResponse } from '#contract/accounts';
import type { MergeContactsResponse } from '#contract/contact-merging';
import type { ContactPage } from '#contract/contacts';
import type { ConversationPage } from '#contract/conversations';
import type { MessageSearchPage } from '#contract/message-search';
import { importHistory, type ImportedConversation } from '../../src/conversations/index.ts';
import { Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { readCounted, recount } from '../dashboard/recount.ts';
import { TestApi } from '../support/index.ts';
import { allMessages } from '../whatsapp/linked-line.ts';
import { until } from '../whatsapp/linked-process.ts';
import { ProductProcess } from '../whatsapp/product-process.ts';

const password = 'correct horse battery';
/** Too many for one write. */
const MESSAGES = 3_000;
const spellings = ['5215512345678', '525512345678'] as const;

const textOf = (number: number) => `pedido ${String(number).padStart(6, '0')}`;

/** What one of them wrote: every other second, so that both are in turns. */
function conversation(sessionId: string, phoneNumber: string, place: number): ImportedConversation {
  const messages = Array.from({ length: MESSAGES }, (_, number) => ({
    text: textOf(2 * number + place),
    userId: null,
    sentAt: new Date(1_750_000_000_000 + (2 * number + place) * 1_000).toISOString(),
  }));
  const [first, ...rest] = messages;
  assert.ok(first);
  return {
    sessionId,
    phoneNumber,
    name: 'Eva',
    stage: null,
    status: 'open',
    assignedTo: null,
    unread: 0,
    labels: [],
    messages: [first, ...rest],
  };
}

describe('Two contacts with many messages', { timeout: 180_000 }, () => {
  let product: ProductProcess;
  let api: TestApi;
  let sessionId: string;

  const withDatabase = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
    const store = await Store.open(join(product.dataDirectory, 'condorito.db'));
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  const signIn = async (email: string) => {
    const { body } = await new TestApi(product.url).post<LoginResponse>('/auth/login', { email, password }).expect(200);
    return { ...body, email, password, api: new TestApi(product.url, { authorization: `Bearer ${body.token}` }) };
  };
  const contacts = async () => (await api.get<ContactPage>('/contacts').expect(200)).body.items;

  before(async () => {
    product = await ProductProcess.start({
      OPERATOR_EMAIL: 'operator@condorito.test',
      OPERATOR_PASSWORD: password,
    });
    const operator = await signIn('operator@condorito.test');
    const admin = { name: 'Admin', email: 'admin@acme.test', password };
    await operator.api.post('/clients', { clientCode: 'acme', name: 'Acme', admin }).expect(201);
    await product.terminate();
    await withDatabase((store) =>
      store.write(async (writing) => {
        ({ id: sessionId } = await createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Ventas' }));
        const history = spellings.map((phoneNumber, place) => conversation(sessionId, phoneNumber, place));
        await importHistory(writing, 'acme', history);
      }),
    );
    await product.run();
    ({ api } = await signIn(admin.email));
  });
  after(() => product.stop());

  it('become one after a crash too, with every message in its place, once', async () => {
    const [one, other] = await contacts();
    assert.ok(one && other);
    const wanted = { version: one.version, with: { id: other.id, version: other.version } };
    const { body } = await api.post<MergeContactsResponse>(`/contacts/${one.id}/merge`, wanted).expect(202);
    assert.equal(body.isDone, false);
    const again = await api.post<{ reason: string }>(`/contacts/${one.id}/merge`, wanted).expect(409);
    assert.equal(again.body.reason, 'being_merged');
    await product.kill();
    await withDatabase(async (store) => {
      const left = await store.read((database) => database.selectFrom('contactMerges').selectAll().execute());
      assert.equal(left.length, 1, 'it was killed in the middle of it');
    });
    await product.run();
    await until('the contacts to be one', async () => (await contacts()).length === 1);
    assert.deepEqual((await contacts())[0]?.id, one.id);

    const { items } = (await api.get<ConversationPage>('/conversations').expect(200)).body;
    assert.equal(items.length, 1);
    const user = await signIn('admin@acme.test');
    const texts = (await allMessages(user, items[0]?.id ?? '')).map(({ text }) => text);
    assert.deepEqual(
      texts,
      Array.from({ length: 2 * MESSAGES }, (_, number) => textOf(number)),
    );
    for (const text of [0, 1, 2 * MESSAGES - 1].map(textOf)) {
      const path = `/messages?q=${encodeURIComponent(text)}&conversation=${items[0]?.id ?? ''}`;
      const found = (await api.get<MessageSearchPage>(path).expect(200)).body.items;
      assert.deepEqual(
        found.map((message) => message.text),
        [text],
      );
    }
    await product.terminate();
    await withDatabase(async (store) => {
      const { counted, anew } = await store.read(async (database) => ({
        counted: await readCounted(database),
        anew: await recount(database),
      }));
      assert.deepEqual(counted, anew);
    });
  });
});

import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Message } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import type { TestUser } from '../support/index.ts';
import { CloudBench, LUZ, SHOP } from './cloud-bench.ts';
import { allMessages, conversationWith } from './linked-line.ts';

interface Post {
  body: string;
  signature: string | undefined;
}

describe('webhooks of Meta', () => {
  let bench: CloudBench;
  let admin: TestUser;
  let line: string;
  before(async () => {
    bench = await CloudBench.start();
    admin = await bench.application.createClient('acme');
    line = await bench.open(admin);
  });
  after(() => bench.stop());

  const sign = (body: string, secret = bench.shop.appSecret, algorithm = 'sha256') =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

  async function post({ body, signature }: Post, sessionId = line): Promise<number> {
    const { status } = await fetch(bench.webhookUrl(sessionId), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(signature && { 'x-hub-signature-256': signature }) },
    });
    return status;
  }

  function webhook(value: object, field = 'messages'): string {
    const metadata = { display_phone_number: SHOP, phone_number_id: bench.shop.phoneNumberId };
    const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
    return JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: bench.shop.wabaId, changes: [change] }],
    });
  }

  async function tell(value: object, field?: string): Promise<void> {
    const body = webhook(value, field);
    assert.equal(await post({ body, signature: sign(body) }), 200);
  }

  const textOf = (from: string, body: string, id = `wamid.${randomUUID()}`) => ({
    from,
    id,
    timestamp: String(Math.floor(bench.time.clock().getTime() / 1_000)),
    type: 'text',
    text: { body },
  });

  async function messagesOf(phoneNumber: string): Promise<Message[]> {
    return allMessages(admin, (await conversationWith(admin, phoneNumber)).id);
  }

  it('verifies the address with the right word only', async () => {
    const { body } = await admin.api.get<SessionResponse>(`/whatsapp/sessions/${line}`).expect(200);
    const ask = async (token: string, challenge = '1158201444') => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': token,
        'hub.challenge': challenge,
      });
      const answer = await fetch(`${bench.webhookUrl(line)}?${query.toString()}`);
      return { status: answer.status, text: await answer.text() };
    };
    const right = body.session.cloudApi?.verifyToken ?? '';
    assert.deepEqual(await ask(right), { status: 200, text: '1158201444' });
    assert.equal((await ask('another-word')).status, 403);
    assert.equal((await ask(right, '<script>')).status, 403);
  });

  it('refuses 1,000 bad signatures and stores nothing of them', async () => {
    const body = webhook({ messages: [textOf('573009990000', 'Falso')] });
    const right = sign(body);
    const bad = (index: number): Post => {
      const kinds: Post[] = [
        { body, signature: undefined },
        { body, signature: right.slice(0, -1 - (index % 60)) },
        { body, signature: sign(body, `${String(index)}${bench.shop.appSecret}`) },
        { body: body.replace('Falso', `Fals${String(index)}`), signature: right },
        { body, signature: sign(body, bench.shop.appSecret, 'sha1') },
        { body, signature: right.replace('sha256=', 'sha1=') },
        { body, signature: `${right}00` },
        { body, signature: right.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) },
      ];
      return kinds[index % kinds.length] ?? { body, signature: undefined };
    };
    const posts = Array.from({ length: 1_000 }, (_, index) => bad(index));
    for (let from = 0; from < posts.length; from += 50) {
      const answers = await Promise.all(posts.slice(from, from + 50).map((one) => post(one)));
      assert.ok(answers.every((status) => status === 403));
    }
    const found = await admin.api.get<{ items: unknown[] }>('/conversations?q=573009990000').expect(200);
    assert.deepEqual(found.body.items, []);
  });

  it('stores a message once, however often it comes, with its sender and the window it opens', async () => {
    const socket = await bench.application.socket(admin);
    const message = textOf('573001230001', '¿Tienen talla M?');
    const contacts = [{ wa_id: '573001230001', profile: { name: 'Inés' } }];
    await Promise.all(Array.from({ length: 5 }, () => tell({ contacts, messages: [message] })));
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    await tell({ contacts, messages: [message, message] });
    const shown = await messagesOf('573001230001');
    assert.deepEqual(
      shown.map(({ text, direction, status }) => [text, direction, status]),
      [['¿Tienen talla M?', 'in', 'received']],
    );
    const { contact, unread, windowEndsAt } = await conversationWith(admin, '573001230001');
    assert.equal(contact.name, 'Inés');
    assert.equal(unread, 1);
    assert.equal(windowEndsAt, new Date(Number(message.timestamp) * 1_000 + 86_400_000).toISOString());
    assert.equal(socket.dataOf('message:new').filter(({ message: one }) => one.text === message.text.body).length, 1);
  });

  it('shows every kind of message that people send', async () => {
    const { luz, shop } = bench;
    const { id } = await luz.sendText(SHOP, 'Hola');
    await luz.reply(SHOP, id, 'Soy yo otra vez');
    await luz.sendLocation(SHOP, { latitude: 4.6, longitude: -74.08, name: 'Plaza de Bolívar' });
    await luz.sendContact(SHOP, 'Pedro', '573007778899');
    await luz.react(SHOP, id, '👍');
    await bench.graph.whenWebhooksSent();
    const shown = await messagesOf(LUZ);
    assert.deepEqual(
      shown.map(({ type, text, quoted, location, contacts }) => ({
        type,
        ...(text !== undefined && { text }),
        ...(quoted && { quoted: quoted.text }),
        ...(location && { place: location.name }),
        ...(contacts && { contacts }),
      })),
      [
        { type: 'text', text: 'Hola' },
        { type: 'text', text: 'Soy yo otra vez', quoted: 'Hola' },
        { type: 'location', place: 'Plaza de Bolívar' },
        { type: 'contacts', contacts: [{ name: 'Pedro', phoneNumbers: ['573007778899'] }] },
      ],
    );
    assert.deepEqual(
      shown[0]?.reactions?.map(({ emoji, fromMe }) => [emoji, fromMe]),
      [['👍', false]],
    );
    assert.equal(shop.phoneNumber, SHOP);
  });

  it('fetches files that people send, through Meta', async () => {
    const { luz, graph } = bench;
    const bytes = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');
    await luz.sendFile(SHOP, { kind: 'document', bytes, mimeType: 'application/pdf', fileName: 'pedido.pdf' });
    await graph.whenWebhooksSent();
    const socket = await bench.application.socket(admin);
    const isThere = (message: Message | undefined) => message?.type === 'document' && message.media?.state === 'ready';
    let document = (await messagesOf(LUZ)).at(-1);
    if (!isThere(document))
      ({ message: document } = await socket.event('message:updated', ({ message }) => isThere(message)));
    assert.equal(document?.media?.fileName, 'pedido.pdf');
    const file = await fetch(`${bench.application.url}${document.media.url}`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
  });

  it('says of an answer to an order that it is one', async () => {
    const item = { product_retailer_id: 'taza-roja', quantity: 2, item_price: 9.5, currency: 'USD' };
    const order = { catalog_id: '1', product_items: [item] };
    const placed = { ...textOf('573001230033', ''), text: undefined, type: 'order', order };
    const answer = { ...textOf('573001230033', '¿Llega hoy?'), context: { id: placed.id } };
    await tell({ messages: [placed, answer] });
    const { quoted } = (await messagesOf('573001230033')).at(-1) ?? {};
    assert.equal(quoted?.order, true);
  });

  it('keeps what it does not know, and takes the rest of the same webhook', async () => {
    const odd = {
      id: 'wamid.odd',
      from: '573001230002',
      timestamp: '1790000000',
      type: 'hologram',
      hologram: { rays: 3 },
    };
    await tell({ messages: [odd, textOf('573001230002', 'Y esto también'), { no: 'id' }], novelty: { of: 'Meta' } });
    await tell({ what: 'ever' }, 'a_field_of_tomorrow');
    const shown = await messagesOf('573001230002');
    assert.deepEqual(
      shown.map(({ type, text }) => [type, text]),
      [
        ['unsupported', undefined],
        ['text', 'Y esto también'],
      ],
    );
    const { store } = bench.application.application;
    const notices = await store.read((database) => database.selectFrom('cloudApiNotices').selectAll().execute());
    assert.deepEqual(notices.map(({ field }) => field).sort(), ['a_field_of_tomorrow', 'messages.messages']);
  });

  it('knows people by their id where they hide their number, and as one person once they show it', async () => {
    const userId = 'CO.13491208655302741918';
    const profile = { name: 'Ada', username: 'ada.l' };
    await tell({
      contacts: [{ user_id: userId, profile }],
      messages: [{ ...textOf('', 'Sin número'), from: undefined, from_user_id: userId }],
    });
    const hidden = await conversationWith(admin, 'Ada');
    assert.equal(hidden.contact.phoneNumber, null);
    await tell({
      contacts: [{ wa_id: '573001230003', user_id: userId, profile }],
      messages: [{ ...textOf('573001230003', 'Con número'), from_user_id: userId }],
    });
    const shown = await conversationWith(admin, 'Ada');
    assert.equal(shown.id, hidden.id);
    assert.equal(shown.contact.phoneNumber, '573001230003');
    assert.equal((await allMessages(admin, shown.id)).length, 2);
  });

  it('shows what was written in the WhatsApp Business app, by which the conversation is read', async () => {
    const person = bench.graph.createPerson({ phoneNumber: '573001230099', name: 'Eco' });
    await person.sendText(SHOP, '¿Abren hoy?');
    await bench.graph.whenWebhooksSent();
    const before = await conversationWith(admin, person.phoneNumber);
    bench.shop.writeFromApp(person.phoneNumber, 'Sí, hasta las seis');
    await bench.graph.whenWebhooksSent();
    const after = await conversationWith(admin, person.phoneNumber);
    const echo = after.lastMessage;
    assert.deepEqual([echo?.text, echo?.direction, echo?.author], ['Sí, hasta las seis', 'out', 'phone']);
    assert.deepEqual([before.unread, after.unread], [1, 0]);
    assert.equal(after.windowEndsAt, before.windowEndsAt);

    const taken = { from: SHOP, to: person.phoneNumber, timestamp: '1796000000' };
    const echoes = [
      { ...taken, id: 'wamid.taken-back', type: 'revoke', revoke: { original_message_id: 'wamid.1' } },
      { ...taken, id: 'wamid.changed', type: 'edit', edit: { original_message_id: 'wamid.1', message: {} } },
    ];
    await tell({ message_echoes: echoes }, 'smb_message_echoes');
    assert.equal((await messagesOf(person.phoneNumber)).length, 2);
  });

  it('finds a Mexican number in either spelling', async () => {
    await admin.api.post('/conversations', { phoneNumber: '525512345678', sessionId: line }).expect(201);
    await tell({ messages: [textOf('5215512345678', 'Desde México')] });
    const { contact } = await conversationWith(admin, '5215512345678');
    assert.equal(contact.phoneNumber, '5215512345678');
    const all = await admin.api.get<{ items: unknown[] }>('/conversations?q=5512345678').expect(200);
    assert.equal(all.body.items.length, 1);
  });

  it('follows somebody to their new number, and says so in the conversation', async () => {
    await tell({ messages: [textOf('573001230004', 'Antes')] });
    const system = { type: 'user_changed_number', body: 'changed', wa_id: '573001230005' };
    const news = { ...textOf('573001230004', ''), text: undefined, type: 'system', system };
    await tell({ messages: [news] });
    await tell({ messages: [news] });
    const { id, contact } = await conversationWith(admin, '573001230005');
    assert.equal(contact.phoneNumber, '573001230005');
    const lines = (await allMessages(admin, id)).flatMap((message) => message.system ?? []);
    assert.deepEqual(lines, [{ code: 'changed_number', params: { from: '573001230004', to: '573001230005' } }]);
  });

  it('keeps the longer of two windows where two conversations turn out to be one', async () => {
    await tell({ messages: [textOf('573001230031', 'El otro número')] });
    bench.time.pass(3_600_000);
    await tell({ messages: [textOf('573001230030', 'El de siempre')] });
    const { windowEndsAt } = await conversationWith(admin, '573001230030');
    const system = { type: 'user_changed_number', body: 'changed', wa_id: '573001230031' };
    await tell({ messages: [{ ...textOf('573001230030', ''), text: undefined, type: 'system', system }] });
    const merged = await conversationWith(admin, '573001230031');
    assert.equal((await messagesOf('573001230031')).filter(({ type }) => type === 'text').length, 2);
    assert.equal(merged.windowEndsAt, windowEndsAt);
  });

  it('takes what Meta sends of another line of the same app and client, and of nobody else', async () => {
    const second = bench.graph.createBusinessNumber({
      phoneNumber: '573001112244',
      verifiedName: 'Tienda Sol',
      wabaId: bench.shop.wabaId,
      appId: bench.shop.appId,
      appSecret: bench.shop.appSecret,
    });
    const sol = await bench.open(admin, { name: 'Sol', number: second });
    const of = (phoneNumberId: string, message: object) =>
      webhook({ metadata: { phone_number_id: phoneNumberId }, messages: [message] });
    const forSol = of(second.phoneNumberId, textOf('573001230006', 'Para Sol'));
    assert.equal(await post({ body: forSol, signature: sign(forSol) }), 200);
    assert.equal((await conversationWith(admin, '573001230006')).sessionId, sol);
    const stranger = of('999999999999', textOf('573001230007', 'Para nadie'));
    assert.equal(await post({ body: stranger, signature: sign(stranger) }), 200);
    const found = await admin.api.get<{ items: unknown[] }>('/conversations?q=573001230007').expect(200);
    assert.deepEqual(found.body.items, []);
  });

  it('refuses bodies that are too large or no webhook, and addresses without a line', async () => {
    const large = `"${'a'.repeat(3_100_000)}"`;
    assert.equal(await post({ body: large, signature: sign(large) }), 413);
    const none = '{"entry":7}';
    assert.equal(await post({ body: none, signature: sign(none) }), 400);
    assert.equal(await post({ body: none, signature: sign(none) }, 'nowhere'), 404);
  });
});

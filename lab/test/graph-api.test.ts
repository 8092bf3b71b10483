import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../graph-api/index.ts';
import { GraphClient } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';
const LUZ = '573004445566';
const NOBODY = '573009999999';

let graph: GraphApi;
let receiver: WebhookReceiver;
let shop: BusinessNumber;
let luz: Person;
let api: GraphClient;

before(async () => {
  graph = await startGraphApi();
  receiver = await WebhookReceiver.start();
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda', appSecret: 'app secret' });
  receiver.secret = shop.appSecret;
  await shop.setWebhook(receiver.urlFor(shop.verifyToken));
  luz = graph.createPerson({ phoneNumber: LUZ, name: 'Luz' });
  api = new GraphClient(graph, shop);
  await luz.sendText(SHOP, 'first');
});
after(async () => {
  await graph.close();
  await receiver.close();
});
beforeEach(() => {
  receiver.forget();
});

const text = (body: string, more: object = {}): object => ({
  messaging_product: 'whatsapp',
  to: LUZ,
  type: 'text',
  text: { body },
  ...more,
});

describe('Sending', () => {
  test('what is sent is answered with its id, reaches the person, and is told of as sent, delivered and read', async () => {
    const sent = await api.send(text('Hola, Luz', { biz_opaque_callback_data: 'ours-1' }));
    assert.equal(sent.status, 200);
    assert.deepEqual(sent.body['contacts'], [{ input: LUZ, wa_id: LUZ }]);
    const { id } = sent.message();
    assert.match(id, /^wamid\./);

    const line = await luz.untilLine(SHOP, (shown) => shown.id === id);
    assert.deepEqual([line.text, line.fromMe, line.status], ['Hola, Luz', false, 'delivered']);
    await luz.markRead(SHOP);
    const statuses = await receiver.statuses(id, 3);
    assert.deepEqual(
      statuses.map(({ status, recipient_id, biz_opaque_callback_data }) => [
        status,
        recipient_id,
        biz_opaque_callback_data,
      ]),
      [
        ['sent', LUZ, 'ours-1'],
        ['delivered', LUZ, 'ours-1'],
        ['read', LUZ, 'ours-1'],
      ],
    );
    const userId = luz.userId(SHOP);
    assert.match(userId, /^CO\.\d+$/);
    assert.equal(statuses[0]?.recipient_user_id, userId);
    assert.deepEqual(statuses[0].pricing, {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_customer_service',
      category: 'service',
    });
    assert.equal(graph.bubbles('ours-1'), 1);
    assert.equal(graph.requestsReceived('ours-1'), 1);
  });

  test('an answer stands above what it answers, a reaction at what it is about', async () => {
    const { id } = await luz.sendText(SHOP, '¿Tienen pan?');
    await api.send(text('Sí', { context: { message_id: id } }));
    const answer = await luz.untilLine(SHOP, (line) => line.text === 'Sí');
    assert.deepEqual(answer.answers, { id, text: '¿Tienen pan?' });
    const reaction = {
      messaging_product: 'whatsapp',
      to: LUZ,
      type: 'reaction',
      reaction: { message_id: id, emoji: '🥖' },
    };
    assert.equal((await api.send(reaction)).status, 200);
    const reacted = await luz.untilLine(SHOP, (line) => line.id === id && line.reactions !== undefined);
    assert.deepEqual(reacted.reactions, [{ emoji: '🥖', by: SHOP }]);
  });

  test('the same person is found in both spellings of Mexico, and answered with the one they have', async () => {
    const ana = graph.createPerson({ phoneNumber: '525512345678', name: 'Ana' });
    await ana.sendText(SHOP, 'Hola');
    const sent = await api.send(text('Hola, Ana', { to: '+52 1 55 1234 5678' }));
    assert.deepEqual(sent.body['contacts'], [{ input: '+52 1 55 1234 5678', wa_id: '525512345678' }]);
    await ana.untilLine(SHOP, (line) => line.text === 'Hola, Ana');
  });

  test('a number that nobody has is accepted, and fails as undeliverable afterwards', async () => {
    const sent = await api.send(text('¿Hola?', { to: NOBODY, biz_opaque_callback_data: 'ours-2' }));
    assert.equal(sent.status, 200);
    const [failed] = await receiver.statuses(sent.message().id, 1);
    assert.equal(failed?.status, 'failed');
    assert.equal(failed.errors?.[0]?.code, 131026);
    assert.equal(failed.biz_opaque_callback_data, 'ours-2');
    assert.equal(failed.recipient_id, NOBODY);
  });

  test('reading shows the person blue ticks, and that somebody is writing', async () => {
    const { id } = await luz.sendText(SHOP, 'Una pregunta');
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } };
    assert.deepEqual((await api.send(read)).body, { success: true });
    assert.equal(luz.chat(SHOP).find((line) => line.id === id)?.status, 'read');
    assert.equal(luz.isTyping(SHOP), true);
    await api.send(text('Dime'));
    await luz.untilLine(SHOP, (line) => line.text === 'Dime');
    assert.equal(luz.isTyping(SHOP), false);
  });
});

describe('What Meta refuses', () => {
  const refusals: [string, object, number, RegExp][] = [
    ['nothing', {}, 100, /The parameter messaging_product is required/],
    ['another product', { ...text('x'), messaging_product: 'sms' }, 100, /must be one of \{WHATSAPP\} - got "sms"/],
    ['no recipient', { ...text('x'), to: undefined }, 100, /The parameter to is required/],
    ['no text', { ...text('x'), text: {} }, 100, /The parameter text\['body'\] is required/],
    ['a text that is none', { ...text('x'), text: { body: 1 } }, 100, /Param text\['body'\] must be a string/],
    ['an empty text', text(''), 100, /Param text\['body'\] must be at least 1 characters long/],
    ['a long text', text('x'.repeat(4097)), 100, /Param text\['body'\] must be at most 4096 characters long/],
    [
      'what is unknown',
      { ...text('x'), text: { body: 'x', bold: true } },
      100,
      /Unexpected key "bold" on param "text"/,
    ],
    ['a type that is none', { ...text('x'), type: 'poll' }, 100, /Param type must be one of \{TEXT, .*\} - got "poll"/],
    ['itself', text('x', { to: SHOP }), 131021, /Recipient cannot be sender/],
    ['a number that is none', text('x', { to: '12' }), 131009, /Parameter value is not valid/],
  ];
  for (const [what, body, code, words] of refusals) {
    test(`a message with ${what}`, async () => {
      const { status, error } = await api.send(body);
      assert.equal(status, 400);
      assert.equal(error().code, code);
      assert.match(error().message, words);
      assert.equal(error().type, 'OAuthException');
      assert.match(error().fbtrace_id, /^A/);
    });
  }

  test('a token that is none, one that has expired, one of others, and one that may not send', async () => {
    const asked = async (token: string): Promise<[number, number, number | undefined]> => {
      const { status, error } = await new GraphClient(graph, shop, token).send(text('x'));
      return [status, error().code, error().error_subcode];
    };
    assert.deepEqual(await asked('nonsense'), [401, 190, undefined]);
    const expired = graph.createToken({ appId: shop.appId, wabaIds: [shop.wabaId] });
    graph.expireToken(expired);
    assert.deepEqual(await asked(expired), [401, 190, 463]);
    assert.deepEqual(await asked(graph.createToken({ appId: shop.appId, wabaIds: [] })), [400, 100, 33]);
    const scopes = ['whatsapp_business_management'];
    assert.deepEqual(await asked(graph.createToken({ appId: shop.appId, wabaIds: [shop.wabaId], scopes })), [
      403,
      10,
      undefined,
    ]);
  });

  test('an id that is none', async () => {
    const { status, error } = await api.get('/12345');
    assert.deepEqual(
      [status, error().code, error().error_subcode, error().type],
      [400, 100, 33, 'GraphMethodException'],
    );
  });
});

describe('People', () => {
  test('a text arrives with its time, its writer and the number it is for, signed', async () => {
    const { id, sentAt } = await luz.sendText(SHOP, 'Hola');
    const { message, value, wabaId } = await receiver.message(id);
    assert.deepEqual(message, {
      from: LUZ,
      from_user_id: luz.userId(SHOP),
      id,
      timestamp: String(sentAt / 1000),
      type: 'text',
      text: { body: 'Hola' },
    });
    assert.equal(wabaId, shop.wabaId);
    assert.deepEqual(value.metadata, { display_phone_number: SHOP, phone_number_id: shop.phoneNumberId });
    assert.deepEqual(value.contacts, [{ profile: { name: 'Luz' }, wa_id: LUZ, user_id: luz.userId(SHOP) }]);
    assert.equal(receiver.badSignatures, 0);
  });

  test('who has a username withholds the number, and is written to by user id', async () => {
    const sol = graph.createPerson({ phoneNumber: '573007778899', name: 'Sol', username: 'sol.r' });
    const { id } = await sol.sendText(SHOP, 'Hola');
    const { message, value } = await receiver.message(id);
    const userId = sol.userId(SHOP);
    assert.deepEqual([message.from, message.from_user_id], [undefined, userId]);
    assert.deepEqual(value.contacts, [{ profile: { name: 'Sol', username: 'sol.r' }, user_id: userId }]);
    const sent = await api.send(text('Hola, Sol', { to: undefined, recipient: userId }));
    assert.deepEqual(sent.body['contacts'], [{ input: userId, user_id: userId }]);
    await sol.untilLine(SHOP, (line) => line.text === 'Hola, Sol');
    const [status] = await receiver.statuses(sent.message().id, 1);
    assert.deepEqual([status?.recipient_id, status?.recipient_user_id], [undefined, userId]);
  });

  test('a phone that is out of reach gets its messages when it is back', async () => {
    luz.online = false;
    const sent = await api.send(text('Más tarde'));
    const { id } = sent.message();
    assert.deepEqual(
      (await receiver.statuses(id, 1)).map(({ status }) => status),
      ['sent'],
    );
    assert.equal(
      luz.chat(SHOP).some((line) => line.id === id),
      false,
    );
    luz.online = true;
    await luz.untilLine(SHOP, (line) => line.id === id);
    assert.deepEqual(
      (await receiver.statuses(id, 2)).map(({ status }) => status),
      ['sent', 'delivered'],
    );
  });

  test('who has blocked the business gets nothing until that ends', async () => {
    luz.block(SHOP);
    const { id } = (await api.send(text('¿Estás?'))).message();
    assert.deepEqual(
      (await receiver.statuses(id, 1)).map(({ status }) => status),
      ['sent'],
    );
    luz.unblock(SHOP);
    await luz.untilLine(SHOP, (line) => line.id === id);
  });
});

describe('Files', () => {
  const bytes = Buffer.from('%PDF-1.7 lista de precios');

  test('what is uploaded is sent by its id and opened by the person', async () => {
    const { status, id } = await api.upload(bytes, 'application/pdf');
    assert.equal(status, 200);
    const document = { id, filename: 'precios.pdf', caption: 'Precios' };
    await api.send({ messaging_product: 'whatsapp', to: LUZ, type: 'document', document });
    const line = await luz.untilLine(SHOP, ({ file }) => file?.fileName === 'precios.pdf');
    assert.equal(line.text, 'Precios');
    assert.deepEqual(await luz.openFile(SHOP, line.id), bytes);
  });

  test('what a person sends is found by its id, and fetched from its address with the token only', async () => {
    const { id } = await luz.sendFile(SHOP, { kind: 'audio', bytes, mimeType: 'audio/ogg; codecs=opus', voice: true });
    const { message } = await receiver.message(id);
    const audio = message['audio'] as { id: string; mime_type: string; voice: boolean; sha256: string };
    assert.deepEqual([message.type, audio.mime_type, audio.voice], ['audio', 'audio/ogg; codecs=opus', true]);
    const { body } = await api.get(`/${audio.id}`);
    assert.equal(body['file_size'], bytes.length);
    assert.equal(Buffer.from(String(body['sha256']), 'hex').toString('base64'), audio.sha256);
    const url = String(body['url']);
    assert.deepEqual(await api.download(url), bytes);
    assert.equal((await fetch(url)).status, 401);
  });

  test('what is deleted, or of a type that is not taken, is refused', async () => {
    const { id } = await api.upload(bytes, 'application/pdf');
    assert.deepEqual((await api.delete(`/${id}`)).body, { success: true });
    const sent = await api.send({ messaging_product: 'whatsapp', to: LUZ, type: 'document', document: { id } });
    assert.match(
      sent.error().message,
      /Param document\['id'\] is not a valid whatsapp business account media attachment ID/,
    );
    const upload = await api.upload(bytes, 'application/zip');
    assert.equal(upload.status, 400);
  });
});

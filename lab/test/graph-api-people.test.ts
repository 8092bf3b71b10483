import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../graph-api/index.ts';
import type { IncomingMessage } from '../graph-api/payloads/index.ts';
import { GraphClient } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';

let graph: GraphApi;
let receiver: WebhookReceiver;
let shop: BusinessNumber;
let api: GraphClient;
let luz: Person;

before(async () => {
  graph = await startGraphApi();
  receiver = await WebhookReceiver.start();
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda' });
  receiver.secret = shop.appSecret;
  await shop.setWebhook(receiver.urlFor(shop.verifyToken));
  api = new GraphClient(graph, shop);
  luz = graph.createPerson({ phoneNumber: '573004445566', name: 'Luz Peña' });
});
after(async () => {
  await graph.close();
  await receiver.close();
});

/** The message of a webhook, by what was sent. */
async function told(sent: Promise<{ id: string }>): Promise<IncomingMessage> {
  return (await receiver.message((await sent).id)).message;
}

describe('What people send', () => {
  const bytes = Buffer.from('bytes');

  test('files of every kind', async () => {
    const send = async (
      kind: 'image' | 'video' | 'document' | 'sticker',
      mimeType: string,
      more: object = {},
    ): Promise<object> => {
      const message = await told(luz.sendFile(SHOP, { kind, bytes, mimeType, ...more }));
      const { id, url, sha256, ...content } = message[kind] as Record<string, string>;
      assert.deepEqual(await api.download(String(url)), bytes);
      assert.match(String(id), /^\d+$/);
      assert.equal(Buffer.from(String(sha256), 'base64').length, 32);
      return { type: message.type, ...content };
    };
    const caption = 'Mira';
    assert.deepEqual(await send('image', 'image/jpeg', { caption }), {
      type: 'image',
      caption,
      mime_type: 'image/jpeg',
    });
    assert.deepEqual(await send('video', 'video/mp4'), { type: 'video', mime_type: 'video/mp4' });
    assert.deepEqual(await send('document', 'application/pdf', { fileName: 'a.pdf' }), {
      type: 'document',
      filename: 'a.pdf',
      mime_type: 'application/pdf',
    });
    assert.deepEqual(await send('sticker', 'image/webp', { animated: true }), {
      type: 'sticker',
      mime_type: 'image/webp',
      animated: true,
    });
  });

  test('a file that Meta cannot take, and what it does not know', async () => {
    const broken = await told(luz.sendFile(SHOP, { kind: 'image', bytes, mimeType: 'image/jpeg', broken: true }));
    assert.deepEqual([broken.type, broken.errors?.[0]?.code], ['unsupported', 131052]);
    const poll = await told(luz.sendUnsupported(SHOP, 'poll_creation'));
    assert.deepEqual(
      [poll.type, poll.errors?.[0]?.code, poll['unsupported']],
      ['unsupported', 131051, { type: 'poll_creation' }],
    );
  });

  test('a place, a contact and an order', async () => {
    const place = { latitude: 4.6, longitude: -74.08, name: 'Casa', address: 'Calle 1' };
    assert.deepEqual((await told(luz.sendLocation(SHOP, place)))['location'], place);
    const contacts = (await told(luz.sendContact(SHOP, 'Ana', '+57 300 999')))['contacts'] as Record<string, unknown>[];
    assert.deepEqual(contacts[0]?.['name'], { formatted_name: 'Ana', first_name: 'Ana' });
    assert.deepEqual(contacts[0]['phones'], [{ phone: '+57300999', wa_id: '57300999', type: 'CELL' }]);
    assert.equal(contacts[0]['origin'], 'other');
    const items = [{ productRetailerId: 'pan-1', quantity: 2, itemPrice: 1500, currency: 'COP' }];
    assert.deepEqual((await told(luz.order(SHOP, { catalogId: '9', text: 'Para hoy', items })))['order'], {
      catalog_id: '9',
      text: 'Para hoy',
      product_items: [{ product_retailer_id: 'pan-1', quantity: 2, item_price: 1500, currency: 'COP' }],
    });
  });

  test('answers, reactions and reactions taken back', async () => {
    const first = await luz.sendText(SHOP, 'Hola');
    const reply = await told(luz.reply(SHOP, first.id, '¿Hay alguien?'));
    assert.deepEqual(reply.context, { from: SHOP, id: first.id });
    assert.deepEqual((await told(luz.react(SHOP, first.id, '👍')))['reaction'], { message_id: first.id, emoji: '👍' });
    assert.deepEqual((await told(luz.react(SHOP, first.id, '')))['reaction'], { message_id: first.id });
    assert.equal(luz.chat(SHOP).find(({ id }) => id === first.id)?.reactions, undefined);
  });

  test('what was passed on, and what began from an ad', async () => {
    assert.deepEqual((await told(luz.sendText(SHOP, 'x', { forwarded: 'once' }))).context, { forwarded: true });
    assert.deepEqual((await told(luz.sendText(SHOP, 'x', { forwarded: 'often' }))).context, {
      frequently_forwarded: true,
    });
    const referral = { source_url: 'https://fb.me/1', source_id: '1', source_type: 'ad', headline: 'Pan' } as const;
    assert.deepEqual((await told(luz.sendText(SHOP, 'x', { referral }))).referral, referral);
  });

  test('bodies are ASCII, with slashes escaped, and signed as they are', async () => {
    await luz.sendText(SHOP, 'ñandú 🥖 https://a.example/b');
    await graph.whenWebhooksSent();
    const body = receiver.bodies.at(-1) ?? '';
    assert.ok(body.includes('\\u00f1and\\u00fa \\ud83e\\udd56 https:\\/\\/a.example\\/b'));
    assert.equal(receiver.badSignatures, 0);
  });
});

describe('Numbers and names', () => {
  const withoutNumber = async (person: Person): Promise<boolean> => {
    const { message, value } = await receiver.message((await person.sendText(SHOP, 'x')).id);
    assert.equal(message.from_user_id, person.userId(SHOP));
    assert.equal(message.from, value.contacts?.[0]?.wa_id);
    return message.from === undefined;
  };

  test('who takes a username later stays known by number to those who knew it', async () => {
    const ana = graph.createPerson({ phoneNumber: '573004440001', name: 'Ana' });
    assert.equal(await withoutNumber(ana), false);
    ana.username = '@ana';
    assert.equal(await withoutNumber(ana), false);
    const other = graph.createBusinessNumber({ phoneNumber: '573009990000', verifiedName: 'Otra', appId: shop.appId });
    await other.setWebhook(receiver.urlFor(shop.verifyToken));
    const { message } = await receiver.message((await ana.sendText(other.phoneNumber, 'x')).id);
    assert.equal(message.from, undefined);
    assert.notEqual(message.from_user_id, ana.userId(SHOP));
  });

  test('who had a username from the start is known by number once they were written to at it', async () => {
    const sol = graph.createPerson({ phoneNumber: '573004440002', name: 'Sol', username: '@sol' });
    assert.equal(await withoutNumber(sol), true);
    await api.send({ messaging_product: 'whatsapp', to: sol.phoneNumber, text: { body: 'Hola' } });
    assert.equal(await withoutNumber(sol), false);
  });

  test('what failed is told only under what it was sent to, and the username only of what was delivered', async () => {
    const rio = graph.createPerson({ phoneNumber: '573004440003', name: 'Río', username: '@rio' });
    const byNumber = { messaging_product: 'whatsapp', to: rio.phoneNumber, text: { body: 'x' } };
    const [failed] = await receiver.statuses((await api.send(byNumber)).message().id, 1);
    assert.deepEqual(
      [failed?.errors?.[0]?.code, failed?.recipient_id, failed?.recipient_user_id],
      [131047, rio.phoneNumber, undefined],
    );
    await rio.sendText(SHOP, 'Hola');
    const { id } = (await api.send(byNumber)).message();
    await receiver.statuses(id, 2);
    const names = receiver
      .values()
      .filter(({ value }) => value.statuses?.some((status) => status.id === id))
      .map(({ value }) => value.contacts?.[0]?.profile.username);
    assert.deepEqual(names, [undefined, '@rio']);
  });

  test('who changes their number has another user id, and the business is told of both', async () => {
    const paz = graph.createPerson({ phoneNumber: '573004440004', name: 'Paz' });
    await paz.sendText(SHOP, 'Hola');
    const before_ = paz.userId(SHOP);
    await paz.changeNumber('573004440005');
    const message = await receiver.until(() =>
      receiver
        .values()
        .flatMap(({ value }) => value.messages ?? [])
        .find(({ type }) => type === 'system'),
    );
    assert.deepEqual(
      [message.from, message['system']],
      [
        '573004440004',
        {
          body: 'User Paz changed from 573004440004 to 573004440005',
          wa_id: '573004440005',
          user_id: paz.userId(SHOP),
          previous_user_id: before_,
          type: 'user_changed_number',
        },
      ],
    );
    assert.notEqual(paz.userId(SHOP), before_);
    assert.equal(graph.person('573004440005'), paz);
    assert.equal(graph.person('573004440004'), undefined);
  });

  test('a voice note that was listened to is told of as played', async () => {
    await luz.sendText(SHOP, 'Hola');
    const { id } = await api.upload(Buffer.from('OggS'), 'audio/ogg; codecs=opus');
    const audio = { messaging_product: 'whatsapp', to: luz.phoneNumber, type: 'audio', audio: { id, voice: true } };
    const sent = (await api.send(audio)).message();
    await luz.untilLine(SHOP, (line) => line.id === sent.id);
    await luz.markRead(SHOP);
    await luz.play(SHOP, sent.id);
    const statuses = await receiver.statuses(sent.id, 4);
    assert.deepEqual(
      statuses.map(({ status }) => status),
      ['sent', 'delivered', 'read', 'played'],
    );
  });
});

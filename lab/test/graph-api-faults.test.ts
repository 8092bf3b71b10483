import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { DrivenTime } from '../../backend/test/support/driven-time.ts';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../graph-api/index.ts';
import { GraphClient } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';
const LUZ = '573004445566';
const ANA = '573004445577';
const HOUR = 3_600_000;

let time: DrivenTime;
let graph: GraphApi;
let receiver: WebhookReceiver;
let shop: BusinessNumber;
let luz: Person;
let api: GraphClient;

before(async () => {
  receiver = await WebhookReceiver.start();
});
after(() => receiver.close());
beforeEach(async () => {
  time = new DrivenTime();
  graph = await startGraphApi({ clock: time.clock, after: time.after });
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda' });
  receiver.secret = shop.appSecret;
  receiver.status = 200;
  await shop.setWebhook(receiver.urlFor(shop.verifyToken));
  luz = graph.createPerson({ phoneNumber: LUZ, name: 'Luz' });
  api = new GraphClient(graph, shop);
  await luz.sendText(SHOP, 'first');
  await graph.whenWebhooksSent();
  receiver.forget();
});
afterEach(() => graph.close());

const text = (body: string, callbackData = body): object => ({
  messaging_product: 'whatsapp',
  to: LUZ,
  text: { body },
  biz_opaque_callback_data: callbackData,
});

/** The ids of messages and statuses in the order they were told. */
const told = (): string[] =>
  receiver
    .values()
    .flatMap(({ value }) => [
      ...(value.messages ?? []).map(({ id }) => id),
      ...(value.statuses ?? []).map(({ id, status }) => `${id} ${status}`),
    ]);

describe('Requests', () => {
  test('one that is dropped is not carried out', async () => {
    graph.faults.dropRequests = 1;
    await assert.rejects(api.send(text('lost')));
    assert.equal(graph.requestsReceived('lost'), 1);
    assert.equal((await api.send(text('kept'))).status, 200);
    await luz.untilLine(SHOP, (line) => line.text === 'kept');
    assert.deepEqual([graph.bubbles('lost'), graph.bubbles('kept')], [0, 1]);
  });

  test('one whose answer is dropped is carried out, and told of by its callback data', async () => {
    graph.faults.dropAnswers = 1;
    await assert.rejects(api.send(text('unanswered')));
    const line = await luz.untilLine(SHOP, ({ text: shown }) => shown === 'unanswered');
    const statuses = await receiver.statuses(line.id, 2);
    assert.equal(statuses[0]?.biz_opaque_callback_data, 'unanswered');
    assert.equal(graph.bubbles('unanswered'), 1);
  });

  test('a number of drops counts messages only', async () => {
    graph.faults.dropRequests = 1;
    assert.equal((await api.get(`/${shop.phoneNumberId}`)).status, 200);
    await assert.rejects(api.send(text('lost')));
  });

  test('an answer that is delayed comes after the statuses', async () => {
    graph.faults.delayAnswers = 1000;
    const answer = api.send(text('slow'));
    const line = await luz.untilLine(SHOP, ({ text: shown }) => shown === 'slow');
    await receiver.statuses(line.id, 2);
    time.pass(1000);
    assert.equal((await answer).message().id, line.id);
  });

  test('a recipient is refused with a code, or fails with one after it was accepted', async () => {
    graph.faults.refuse.set(LUZ, 131056);
    const { status, error } = await api.send(text('refused'));
    assert.deepEqual([status, error().code], [429, 131056]);
    assert.match(error().message, /^\(#131056\) \(Business Account, Consumer Account\) pair rate limit hit/);
    assert.match(error().error_data?.details ?? '', /too many messages/);
    graph.faults.refuse.clear();
    graph.faults.fail.set(LUZ, 131049);
    const sent = await api.send(text('failing'));
    const [failed] = await receiver.statuses(sent.message().id, 1);
    assert.deepEqual([failed?.status, failed?.errors?.[0]?.code], ['failed', 131049]);
    assert.equal(graph.bubbles('failing'), 0);
  });

  test('an outage answers with its status, and connections can be refused', async () => {
    graph.faults.outage = 503;
    assert.deepEqual([(await api.send(text('x'))).status, graph.bubbles()], [503, 0]);
    graph.faults.outage = undefined;
    graph.faults.refuseConnections = true;
    await assert.rejects(api.send(text('x')));
    graph.faults.refuseConnections = false;
    assert.equal((await api.send(text('x'))).status, 200);
  });
});

describe('Webhooks', () => {
  test('are held and released, lost, repeated, and delayed by the clock', async () => {
    graph.faults.holdWebhooks = true;
    const held = await luz.sendText(SHOP, 'held');
    await graph.whenWebhooksSent();
    assert.deepEqual(told(), []);
    graph.faults.holdWebhooks = false;
    await receiver.message(held.id);

    graph.faults.loseWebhooks = 1;
    await luz.sendText(SHOP, 'lost');
    graph.faults.repeatWebhooks = 1;
    const twice = await luz.sendText(SHOP, 'twice');
    await graph.whenWebhooksSent();
    assert.deepEqual(told(), [held.id, twice.id, twice.id]);

    graph.faults.delayWebhooks = 5000;
    const late = await luz.sendText(SHOP, 'late');
    time.pass(5000);
    await receiver.message(late.id);
  });

  test('go in order for each person, and in any when they are shuffled', async () => {
    const send = async (): Promise<string[]> => {
      receiver.forget();
      const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => luz.sendText(SHOP, String(index))));
      await graph.whenWebhooksSent();
      return sent.map(({ id }) => id);
    };
    assert.deepEqual(await send(), told());
    graph.faults.shuffleWebhooks = true;
    const sent = await send();
    assert.notDeepEqual(told(), sent);
    assert.deepEqual(told().toSorted(), sent.toSorted());
  });

  test('bring many messages, changes and accounts in one POST', async () => {
    const other = graph.createBusinessNumber({
      phoneNumber: '573002223344',
      verifiedName: 'Taller',
      appId: shop.appId,
    });
    await other.setWebhook(receiver.urlFor(shop.verifyToken));
    const ana = graph.createPerson({ phoneNumber: ANA, name: 'Ana' });
    graph.faults.bundleWebhooks = 100;
    await Promise.all([luz.sendText(SHOP, 'a'), ana.sendText(SHOP, 'b'), ana.sendText('573002223344', 'c')]);
    shop.updateAccount('ACCOUNT_VIOLATION');
    await graph.whenWebhooksSent();
    const [payload, more] = receiver.payloads;
    assert.equal(more, undefined);
    assert.deepEqual(
      payload?.entry.map(({ changes }) => changes.map(({ field }) => field)),
      [['messages'], ['messages'], ['account_update']],
    );
    assert.equal(receiver.values()[0]?.value.messages?.length, 2);
    assert.equal(receiver.values()[0]?.value.contacts?.length, 2);
    assert.equal(receiver.badSignatures, 0);
  });

  test('come again, later and later, until they are answered with 200', async () => {
    receiver.status = 500;
    const { id } = await luz.sendText(SHOP, 'again');
    await graph.whenWebhooksSent();
    const triesAfter = async (pause: number): Promise<number> => {
      time.pass(pause);
      await graph.whenWebhooksSent();
      return told().length;
    };
    assert.deepEqual([await triesAfter(4_999), await triesAfter(1), await triesAfter(10_000)], [1, 2, 3]);
    receiver.status = 200;
    assert.deepEqual([await triesAfter(20_000), await triesAfter(24 * HOUR)], [4, 4]);
    assert.deepEqual(new Set(told()), new Set([id]));
  });

  test('a thousand prebuilt ones are pushed', async () => {
    const payloads = Array.from({ length: 1000 }, () => shop.payload({ field: 'messages', value: {} }));
    const statuses = await shop.pushWebhooks(payloads);
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.equal(receiver.payloads.length, 1000);
    assert.equal(receiver.badSignatures, 0);
  });

  test('an address that does not know the token is not taken', async () => {
    await assert.rejects(shop.setWebhook(receiver.urlFor('another token')), /Callback verification failed/);
  });
});

describe('Files and phones', () => {
  test('a file is lost, cut, damaged, deleted before its time, or not taken', async () => {
    const bytes = Buffer.from('a file of some length');
    const { id } = await luz.sendFile(SHOP, { kind: 'document', bytes, mimeType: 'application/pdf' });
    const { message } = await receiver.message(id);
    const { id: media, url } = message['document'] as { id: string; url: string };
    graph.faults.loseFiles = 1;
    await assert.rejects(api.download(url), /404/);
    graph.faults.cutFiles = 1;
    await assert.rejects(api.download(url), /terminated/);
    graph.faults.damageFiles = (damaged) => damaged === media;
    assert.equal((await api.download(url)).equals(bytes), false);
    graph.faults.damageFiles = 0;
    assert.deepEqual(await api.download(url), bytes);
    graph.expireMedia(media);
    await assert.rejects(api.download(url), /404/);
    assert.equal((await api.get(`/${media}`)).error().error_subcode, 33);
    assert.deepEqual(await luz.openFile(SHOP, id), bytes);
    graph.faults.refuseUploads = 1;
    assert.equal((await api.upload(bytes, 'application/pdf')).status, 500);
    assert.equal((await api.upload(bytes, 'application/pdf')).status, 200);
  });

  test('nothing is delivered while phones are out of reach', async () => {
    graph.faults.holdDelivery = true;
    const { id } = (await api.send(text('held'))).message();
    await graph.whenWebhooksSent();
    assert.deepEqual(told(), [`${id} sent`]);
    assert.equal(graph.bubbles('held'), 0);
    graph.faults.holdDelivery = false;
    await luz.untilLine(SHOP, (line) => line.id === id);
    await graph.whenWebhooksSent();
    assert.deepEqual(told(), [`${id} sent`, `${id} delivered`]);
  });
});

describe('Limits', () => {
  test('a day after somebody wrote only templates arrive', async () => {
    time.pass(24 * HOUR);
    const sent = await api.send(text('too late'));
    assert.equal(sent.status, 200);
    const [failed] = await receiver.statuses(sent.message().id, 1);
    assert.deepEqual([failed?.status, failed?.errors?.[0]?.code], ['failed', 131047]);
    assert.deepEqual(
      luz.chat(SHOP).map((line) => line.text),
      ['first'],
    );
  });

  test('a number sends 80 messages a second', async () => {
    const people = Array.from({ length: 81 }, (_, index) => ({ ...text('x'), to: `5730050000${String(index + 10)}` }));
    const answers = await Promise.all(people.map((message) => api.send(message)));
    const refused = answers.filter(({ status }) => status !== 200);
    assert.deepEqual(
      refused.map(({ status, error }) => [status, error().code]),
      [[429, 130429]],
    );
    time.pass(1000);
    assert.equal((await api.send(text('x'))).status, 200);
  });

  test('45 messages go to one person at once, then one every six seconds', async () => {
    for (let count = 0; count < 45; count += 1) assert.equal((await api.send(text('x'))).status, 200);
    assert.equal((await api.send(text('x'))).error().code, 131056);
    time.pass(6_000);
    assert.equal((await api.send(text('x'))).status, 200);
    assert.equal((await api.send(text('x'))).error().code, 131056);
  });

  test('an address of a file is good for five minutes, what is uploaded for 30 days', async () => {
    const { id } = await api.upload(Buffer.from('text'), 'text/plain');
    const { body } = await api.get(`/${id}`);
    assert.equal((await api.download(String(body['url']))).toString(), 'text');
    time.pass(5 * 60_000);
    await assert.rejects(api.download(String(body['url'])), /404/);
    time.pass(30 * 24 * HOUR);
    assert.equal((await api.get(`/${id}`)).status, 400);
  });
});

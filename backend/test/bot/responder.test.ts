import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { BotPreviewResponse, BotResponse, SaveBotRequest, SaveResponderRequest } from '#contract/bot';
import type { Problem } from '#contract/http';
import { ChatCompletions } from '../../../lab/chat-completions/index.ts';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, insideHosts, type TestSocket, type TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { botWith, humanizerOf, ruleSaying } from './bot-bodies.ts';

const SHOP = '573001112233';
const KEY = 'sk-secret-1234567890';
const limits = { cooldownSeconds: 0, repliesPerDay: 500, quietMinutes: 60, oldestMinutes: 1_440 };
/** It reads for two seconds and types for ten. */
const humanizer = humanizerOf(2, 10);

describe('A language model that answers for the bot', () => {
  const time = new DrivenTime();
  let model: ChatCompletions;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let luz: Phone;
  let made = 0;

  before(async () => {
    model = await ChatCompletions.start();
    const environment = {
      HEARTBEAT_DELAY_MS: '3600000',
      HEARTBEAT_INTERVAL_MS: '3600000',
      RESPONDER_INSIDE_HOSTS: model.host,
    };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, environment });
    admin = await bench.application.createClient('acme');
    await bench.link(admin, bench.lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' }));
  });
  after(async () => {
    await bench.stop();
    await model.close();
  });
  beforeEach(async () => {
    made += 1;
    luz = bench.lab.createPhone({
      phoneNumber: `5730020000${String(made).padStart(2, '0')}`,
      name: `Luz ${String(made)}`,
    });
    socket = await bench.application.socket(admin);
    model.asked.length = 0;
    Object.assign(model.faults, { status: undefined, redirectTo: undefined, silent: false, body: undefined });
    model.answer = ({ messages }) => `Sobre «${messages.at(-1)?.content ?? ''}»: sí`;
  });

  const asking = (given: Partial<SaveResponderRequest> = {}): SaveResponderRequest => ({
    enabled: true,
    url: model.url,
    model: 'small-1',
    prompt: 'Eres Sol, de la tienda.',
    knowledge: 'Abrimos a las 9.',
    answers: 'unmatched',
    perDay: 100,
    timeoutSeconds: 2,
    key: KEY,
    ...given,
  });
  const rules = [ruleSaying('Cuesta 10', { when: { kind: 'keyword', words: ['precio'] } }), ruleSaying('No sé')];
  const put = (responder: SaveResponderRequest, given: Partial<SaveBotRequest> = {}) =>
    admin.api.put<BotResponse>('/bot', { ...botWith(rules, { enabled: true, limits, ...given }), responder });
  const bot = async () => (await admin.api.get<BotResponse>('/bot').expect(200)).body.bot;
  const got = (text: string) => luz.untilLine(SHOP, (line) => line.text === text);
  const preview = async (responder: SaveResponderRequest | undefined, text: string) => {
    const body = { bot: { ...botWith(rules), ...(responder && { responder }) }, messages: [{ from: 'contact', text }] };
    return (await admin.api.post<BotPreviewResponse>('/bot/preview', body).expect(200)).body.preview;
  };

  it('answers what no rule knows, with what it was told of the business and the conversation', async () => {
    await put(asking()).expect(200);
    await luz.sendText(SHOP, 'el precio?');
    await got('Cuesta 10');
    assert.equal(model.asked.length, 0);
    await luz.sendText(SHOP, '¿a qué hora abren?');
    await got('Sobre «¿a qué hora abren?»: sí');
    const [asked] = model.asked;
    assert.deepEqual([asked?.model, asked?.key], ['small-1', KEY]);
    const [system, ...talk] = asked?.messages ?? [];
    assert.match(system?.content ?? '', /Eres Sol[^]*Abrimos a las 9[^]*Luz/);
    assert.deepEqual(talk, [
      { role: 'user', content: 'el precio?' },
      { role: 'assistant', content: 'Cuesta 10' },
      { role: 'user', content: '¿a qué hora abren?' },
    ]);
  });

  it('answers everything where it is to, also what a rule knows', async () => {
    await put(asking({ answers: 'everything' })).expect(200);
    await luz.sendText(SHOP, 'el precio?');
    await got('Sobre «el precio?»: sí');
  });

  it('leaves the word to the rules where it gives no answer, which is counted', async () => {
    await put(asking()).expect(200);
    const before = (await bot()).responder.today;
    model.faults.status = 500;
    await luz.sendText(SHOP, 'uno');
    await got('No sé');
    model.faults.status = undefined;
    model.faults.body = '<html>no completion</html>';
    await luz.sendText(SHOP, 'dos');
    await luz.untilLine(SHOP, () => luz.chat(SHOP).filter(({ text }) => text === 'No sé').length === 2);
    const { asked, failed } = (await bot()).responder.today;
    assert.deepEqual([asked - before.asked, failed - before.failed], [2, 2]);
  });

  it('is asked no more than so often in a day', async () => {
    const { asked } = (await bot()).responder.today;
    await put(asking({ perDay: asked + 1 })).expect(200);
    await luz.sendText(SHOP, 'uno');
    await got('Sobre «uno»: sí');
    await luz.sendText(SHOP, 'dos');
    await got('No sé');
    assert.equal(model.asked.length, 1);
    assert.equal((await preview(undefined, 'tres')).responderFault, 'limit');
  });

  for (const said of ['HANDOVER', '**HANDOVER**', 'Handover.', 'I will get somebody for you. HANDOVER']) {
    it(`hands over to the team where it cannot help: ${said}`, async () => {
      await put(asking()).expect(200);
      model.answer = () => said;
      await luz.sendText(SHOP, 'quiero hablar con una persona');
      await socket.event('message:new', ({ message }) => message.system?.code === 'bot_handed_over');
      const { botEnabled, id } = await conversationWith(admin, luz.phoneNumber);
      assert.equal(botEnabled, false);
      assert.deepEqual(
        (await allMessages(admin, id)).map(({ author, type }) => `${author} ${type}`),
        ['contact text', 'bot system'],
      );
    });
  }

  it('is seen typing while it is asked, and only as long in all as a person would', async () => {
    await put(asking(), { humanizer }).expect(200);
    const answering = Promise.withResolvers<string>();
    model.answer = () => answering.promise;
    await luz.sendText(SHOP, 'hola');
    await socket.event('message:new', ({ message }) => message.text === 'hola');
    time.pass(2_000);
    const { conversationId } = await socket.event('typing:start');
    assert.equal(conversationId, (await conversationWith(admin, luz.phoneNumber)).id);
    time.pass(8_000);
    answering.resolve('Ya te digo');
    await time.passUntil(got('Ya te digo'), 100, () => admin.api.get('/auth/me'));
    assert.equal(socket.dataOf('typing:start').length, 1);
    await socket.event('typing:stop');
  });

  it('is not listened to any more once the contact has written again', async () => {
    await put(asking()).expect(200);
    const first = Promise.withResolvers<string>();
    const isAsked = Promise.withResolvers<undefined>();
    model.answer = ({ messages }) => {
      isAsked.resolve(undefined);
      return messages.at(-1)?.content === 'uno' ? first.promise : 'A todo: sí';
    };
    await luz.sendText(SHOP, 'uno');
    await isAsked.promise;
    await luz.sendText(SHOP, 'dos');
    await socket.event('message:new', ({ message }) => message.text === 'dos');
    first.resolve('Solo a uno');
    await got('A todo: sí');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    assert.deepEqual(
      (await allMessages(admin, id)).map(({ text }) => text),
      ['uno', 'dos', 'A todo: sí'],
    );
  });

  it('is tried in a preview, saved or not, and says why it gave no answer', async () => {
    await put(asking({ enabled: false })).expect(200);
    const { key: _, ...withoutKey } = asking();
    const tried = await preview(withoutKey, 'hola');
    assert.deepEqual([tried.by, tried.reply?.text, model.asked[0]?.key], ['responder', 'Sobre «hola»: sí', KEY]);
    const known = await preview(withoutKey, 'precio');
    assert.deepEqual([known.by, known.responderFault], ['rule', null]);
    const faultWith = async (faults: object) => {
      Object.assign(model.faults, {
        status: undefined,
        redirectTo: undefined,
        silent: false,
        body: undefined,
        ...faults,
      });
      const { by, reply, responderFault } = await preview(withoutKey, 'hola');
      assert.deepEqual([by, reply?.text], ['rule', 'No sé']);
      return responderFault;
    };
    assert.equal(await faultWith({ status: 401 }), 'refused');
    assert.equal(await faultWith({ redirectTo: 'http://127.0.0.1:1/v1/chat/completions' }), 'refused');
    assert.equal(await faultWith({ body: '{"choices":[]}' }), 'unusable');
    assert.equal(await faultWith({ body: 'x'.repeat(1_100_000) }), 'unusable');
    assert.equal(await faultWith({ silent: true }), 'timeout');
    const nobody = await preview({ ...withoutKey, url: 'https://nobody.invalid/v1' }, 'hola');
    assert.equal(nobody.responderFault, 'unreachable');
  });

  it('never shows its key, keeps it as long as its server stays, and stores it encrypted', async () => {
    const { body } = await put(asking()).expect(200);
    assert.equal(body.bot.responder.hasKey, true);
    assert.equal(JSON.stringify(body).includes(KEY), false);
    const { key: _, ...withoutKey } = asking({ prompt: 'Otra' });
    assert.equal((await put(withoutKey).expect(200)).body.bot.responder.hasKey, true);
    const { store } = bench.application.application;
    const [row] = await store.read((database) => database.selectFrom('botResponders').selectAll().execute());
    assert.equal(Buffer.from(row?.key ?? []).includes(KEY), false);
    assert.equal(
      bench.application.logged.some((line) => line.includes(KEY)),
      false,
    );
    const elsewhere = await put({ ...withoutKey, url: 'https://api.example.com/v1' }).expect(200);
    assert.equal(elsewhere.body.bot.responder.hasKey, false, 'another server does not get it');
    await put(asking()).expect(200);
    assert.equal((await put(asking({ key: null })).expect(200)).body.bot.responder.hasKey, false);
  });

  it('is at no address within the network of the server, however that is written', async () => {
    const isRefused = async (url: string) => {
      const answer = await put(asking({ url }));
      if (answer.status === 400) return true;
      const { responderFault } = await preview(asking({ url }), 'hola');
      return responderFault === 'inside' || responderFault === 'unreachable';
    };
    for (const host of insideHosts) assert.equal(await isRefused(`https://${host}/v1`), true, host);
    const named = await put(asking({ url: 'https://localhost:9/v1' }));
    assert.equal(named.status, 200, 'where a name leads is known when it is called');
    assert.equal((await preview(asking({ url: 'https://localhost:9/v1' }), 'hola')).responderFault, 'inside');
    const faults = async (url: string) =>
      ((await put(asking({ url }))).body as unknown as Problem).errors?.map(({ path }) => path);
    assert.deepEqual(await faults('http://api.example.com/v1'), ['responder.url']);
    assert.deepEqual(await faults('https://somebody:secret@api.example.com/v1'), ['responder.url']);
    assert.deepEqual(await faults('https://10.0.0.1/v1'), ['responder.url']);
    assert.deepEqual(await faults(`http://127.0.0.1:${String(Number(new URL(model.url).port) + 1)}/v1`), [
      'responder.url',
    ]);
    assert.deepEqual(await faults(''), ['responder']);
  });
});

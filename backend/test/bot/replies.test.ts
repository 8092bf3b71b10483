import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import sharp from 'sharp';
import type { BotRule, SaveBotRequest } from '#contract/bot';
import type { Conversation } from '#contract/conversations';
import type { Label } from '#contract/team-settings';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { CampaignBench } from '../bulk-campaigns/campaign-bench.ts';
import { upload } from '../media/uploads.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { botWith, humanizerOf, ruleSaying } from './bot-bodies.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SHOP = '573001112233';
/** The lab's clock does not move on with the product's: nothing counts as old here. */
const limits = { cooldownSeconds: 0, repliesPerDay: 500, quietMinutes: 60, oldestMinutes: 1_440 };
/** It reads for two seconds and types for three. */
const humanizer = humanizerOf(2, 3);

describe('The bot over a line by QR', () => {
  const time = new DrivenTime();
  let bench: WhatsAppBench;
  let admin: TestUser;
  let agent: TestUser;
  let socket: TestSocket;
  let shop: Phone;
  let luz: Phone;
  let made = 0;

  before(async () => {
    const environment = { HEARTBEAT_DELAY_MS: '3600000', HEARTBEAT_INTERVAL_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, environment });
    admin = await bench.application.createClient('acme');
    agent = await bench.application.createUser(admin, 'Ana');
    shop = bench.lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
    await bench.link(admin, shop);
  });
  after(() => bench.stop());
  beforeEach(async () => {
    luz = newPhone();
    socket = await bench.application.socket(agent);
    await bot([ruleSaying('Hola {{nombre}}')]);
  });

  function newPhone(): Phone {
    made += 1;
    return bench.lab.createPhone({
      phoneNumber: `5730020000${String(made).padStart(2, '0')}`,
      name: `Luz ${String(made)}`,
    });
  }
  const bot = (rules: readonly BotRule[], given: Partial<SaveBotRequest> = {}) =>
    admin.api.put('/bot', botWith(rules, { enabled: true, limits, ...given })).expect(200);
  const conversation = (): Promise<Conversation> => conversationWith(admin, luz.phoneNumber);
  const said = async () =>
    (await allMessages(admin, (await conversation()).id)).map(({ author, type, text, system }) =>
      type === 'system' ? `${author}: ${system?.code ?? ''}` : `${author}: ${text ?? type}`,
    );
  const got = (text: string, phone = luz) => phone.untilLine(SHOP, (line) => line.text === text);
  const came = (text: string) => socket.event('message:new', ({ message }) => message.text === text);
  /** Whatever was to be done by now is done: the bot's writes are behind this one. */
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await agent.api.get('/auth/me').expect(200);
  };
  const pass = async (milliseconds: number) => {
    await settled();
    time.pass(milliseconds);
    await settled();
  };

  it('answers at once where it is not to write like a person, and leaves the conversation unread for the team', async () => {
    await luz.sendText(SHOP, '¿hola?');
    await got(`Hola ${luz.name}`);
    const answer = await came(`Hola ${luz.name}`);
    assert.deepEqual([answer.message.author, answer.message.direction], ['bot', 'out']);
    const { unread, waitingSince, botEnabled } = await conversation();
    assert.deepEqual(
      { unread, isWaiting: waitingSince !== null, botEnabled },
      { unread: 1, isWaiting: true, botEnabled: true },
    );
  });

  it('says nothing for a client whose bot is off, or that has none', async () => {
    await admin.api.patch('/bot', { enabled: false }).expect(200);
    await luz.sendText(SHOP, 'hola');
    await came('hola');
    await pass(MINUTE);
    assert.deepEqual(await said(), ['contact: hola']);
  });

  it('reads, types where contact and team see it, and only then answers', async () => {
    await bot([ruleSaying('Un momento')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    const { contactId, message } = await came('hola');
    await pass(1_900);
    assert.equal(socket.dataOf('typing:start').length, 0);
    await pass(200);
    const typing = await socket.event('typing:start');
    assert.deepEqual(
      { by: typing.by, contactId: typing.contactId, conversationId: typing.conversationId },
      { by: 'bot', contactId, conversationId: message.conversationId },
    );
    assert.deepEqual(Object.keys(typing).sort(), ['at', 'by', 'clientCode', 'contactId', 'conversationId']);
    await until(() => luz.isTyping(SHOP), luz);
    assert.deepEqual(await said(), ['contact: hola']);
    await pass(3_000);
    await got('Un momento');
    await socket.event('typing:stop', ({ by }) => by === 'bot');
    assert.equal(luz.isTyping(SHOP), false);
  });

  it('begins its thought anew with a message that comes meanwhile, and answers all of it once', async () => {
    const price = ruleSaying('Cuesta 10', { when: { kind: 'keyword', words: ['precio'] } });
    await bot([price, ruleSaying('No entendí')], { humanizer });
    await luz.sendText(SHOP, 'el precio');
    await came('el precio');
    await pass(4 * SECOND);
    await socket.event('typing:start');
    await luz.sendText(SHOP, 'por favor');
    await came('por favor');
    await socket.event('typing:stop', ({ by }) => by === 'bot');
    await pass(1_900);
    assert.deepEqual(await said(), ['contact: el precio', 'contact: por favor']);
    await pass(200);
    await pass(3 * SECOND);
    await got('Cuesta 10');
    await pass(MINUTE);
    assert.deepEqual(await said(), ['contact: el precio', 'contact: por favor', 'bot: Cuesta 10']);
  });

  it('leaves the word to a person who answers meanwhile, for as long as it is to be quiet', async () => {
    await bot([ruleSaying('Soy el bot')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    const { message } = await came('hola');
    await pass(3 * SECOND);
    await socket.event('typing:start');
    const path = `/conversations/${message.conversationId}/messages`;
    await agent.api
      .post(path, { clientMessageId: `by-hand-${luz.phoneNumber}`, type: 'text', text: 'Ya voy' })
      .expect(202);
    await socket.event('typing:stop', ({ by }) => by === 'bot');
    await pass(MINUTE);
    await luz.sendText(SHOP, 'gracias');
    await came('gracias');
    await pass(MINUTE);
    assert.deepEqual(await said(), ['contact: hola', 'user: Ya voy', 'contact: gracias']);
    await pass(58 * MINUTE);
    await luz.sendText(SHOP, 'otra cosa');
    await came('otra cosa');
    await pass(2_100);
    await pass(3 * SECOND);
    await got('Soy el bot');
  });

  it('leaves the word to whoever answers on the phone', async () => {
    await bot([ruleSaying('Soy el bot')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    await came('hola');
    await shop.sendText(luz.phoneNumber, 'Aquí desde el teléfono');
    await came('Aquí desde el teléfono');
    await pass(MINUTE);
    assert.deepEqual(await said(), ['contact: hola', 'phone: Aquí desde el teléfono']);
  });

  it('says no more once it is switched off, everywhere or in the conversation, and does not come back to it later', async () => {
    await bot([ruleSaying('Soy el bot')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    const { message } = await came('hola');
    await pass(3 * SECOND);
    await admin.api.patch('/bot', { enabled: false }).expect(200);
    await socket.event('typing:stop', ({ by }) => by === 'bot');
    await admin.api.patch('/bot', { enabled: true }).expect(200);
    await pass(MINUTE);
    await agent.api.patch(`/conversations/${message.conversationId}`, { botEnabled: false }).expect(200);
    await luz.sendText(SHOP, 'sigues ahí?');
    await came('sigues ahí?');
    await pass(MINUTE);
    assert.deepEqual(await said(), ['contact: hola', 'contact: sigues ahí?']);
  });

  it('goes on after a restart with what it was about to say', async () => {
    await bot([ruleSaying('Aquí estoy')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    await came('hola');
    await pass(3 * SECOND);
    await socket.event('typing:start');
    const others = newPhone();
    await others.sendText(SHOP, 'buenas');
    await came('buenas');
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    agent = await bench.application.signIn(agent.email, agent.password);
    socket = await bench.application.socket(agent);
    await pass(MINUTE);
    await pass(MINUTE);
    await Promise.all([got('Aquí estoy'), got('Aquí estoy', others)]);
    assert.deepEqual(await said(), ['contact: hola', 'bot: Aquí estoy']);
  });

  it('decides anew where the rules have changed while it typed', async () => {
    await bot([ruleSaying('La vieja')], { humanizer });
    await luz.sendText(SHOP, 'hola');
    await came('hola');
    await pass(3 * SECOND);
    await socket.event('typing:start');
    await bot([ruleSaying('La nueva')], { humanizer });
    await pass(3 * SECOND);
    await pass(3 * SECOND);
    await got('La nueva');
    assert.deepEqual(await said(), ['contact: hola', 'bot: La nueva']);
  });

  it('does what its rule says: label, stage, assignment, note, and handing over', async () => {
    const { body } = await admin.api.post<{ label: Label }>('/labels', { name: 'Queja', colour: 'red' }).expect(201);
    const complaint = ruleSaying('Te paso con una persona', {
      when: { kind: 'keyword', words: ['queja'] },
      actions: [
        { kind: 'label', labelId: body.label.id },
        { kind: 'stage', stage: 'Interesado' },
        { kind: 'assign', userId: agent.user.id },
        { kind: 'note', text: 'Llamar hoy' },
        { kind: 'hand_over' },
      ],
    });
    await bot([complaint, ruleSaying('Soy el bot')]);
    await luz.sendText(SHOP, 'tengo una queja');
    await got('Te paso con una persona');
    await socket.event('message:new', ({ message }) => message.system?.code === 'bot_handed_over');
    const { labels, contact, assignedTo, botEnabled } = await conversation();
    assert.deepEqual(
      { labels, stage: contact.stage, assignedTo, botEnabled },
      { labels: [body.label.id], stage: 'Interesado', assignedTo: agent.user.id, botEnabled: false },
    );
    const switched = await socket.event('bot:status_changed');
    assert.deepEqual([switched.enabled, switched.by], [false, 'bot']);
    await luz.sendText(SHOP, 'hola?');
    await came('hola?');
    await pass(MINUTE);
    assert.deepEqual(await said(), [
      'contact: tengo una queja',
      'bot: Te paso con una persona',
      'user: assigned',
      'bot: Llamar hoy',
      'bot: bot_handed_over',
      'contact: hola?',
    ]);
  });

  it('sends the file of a rule to one after the other, with its text', async () => {
    const create = { width: 8, height: 8, channels: 3, background: 'red' } as const;
    const bytes = new Uint8Array(await sharp({ create }).png().toBuffer());
    const { id } = await upload(bench.application, admin, { bytes, type: 'image/png', name: 'menu.png' });
    await bot([ruleSaying('El menú', { reply: { text: 'El menú', mediaId: id } })]);
    for (const phone of [luz, newPhone()]) {
      await phone.sendText(SHOP, 'menú');
      await got('El menú', phone);
      const { lastMessage } = await conversationWith(admin, phone.phoneNumber);
      assert.deepEqual([lastMessage?.type, lastMessage?.media?.state], ['image', 'ready']);
      assert.notEqual(lastMessage?.media?.id, id);
    }
  });

  it('says nothing in a group, nor to another line of the client', async () => {
    const other = newPhone();
    await bench.link(admin, other);
    await other.sendText(SHOP, 'hola desde la otra línea');
    await came('hola desde la otra línea');
    const group = bench.lab.createGroup({ subject: 'Familia', creator: luz, participants: [shop] });
    await luz.sendToGroup(group, 'hola grupo');
    const { message } = await came('hola grupo');
    await pass(MINUTE);
    const inGroup = await allMessages(admin, message.conversationId);
    assert.deepEqual(
      inGroup.map(({ author }) => author),
      ['contact'],
    );
    const toLine = await allMessages(admin, (await conversationWith(admin, other.phoneNumber)).id);
    assert.deepEqual(
      toLine.map(({ author }) => author),
      ['contact'],
    );
  });

  it('leaves whoever asks for no bulk messages to the answer that is for that', async () => {
    const line = (await admin.api.get<{ items: WhatsAppSession[] }>('/whatsapp/sessions').expect(200)).body.items;
    const sessionId = line.find(({ phoneNumber }) => phoneNumber === SHOP)?.id ?? '';
    await new CampaignBench(admin, sessionId).started([luz.phoneNumber]);
    await time.passUntil(got('Hola cliente'), 5 * SECOND, settled);
    await luz.sendText(SHOP, 'BAJA');
    await socket.event(
      'message:new',
      ({ message }) => message.author === 'campaign' && message.text?.startsWith('Listo') === true,
    );
    await pass(MINUTE);
    await luz.sendText(SHOP, 'gracias');
    await got(`Hola ${luz.name}`);
    assert.equal((await said()).filter((one) => one.startsWith('bot')).length, 1);
  });

  it('stops, and says why, when another machine answers it', async () => {
    await bot([ruleSaying('¿En qué te ayudo?')]);
    const stop = luz.onMessage((_line, from) => {
      machine += 1;
      void luz.sendText(from, `Gracias por su mensaje ${String(machine)}`);
    });
    let machine = 0;
    await luz.sendText(SHOP, 'hola');
    const { message } = await socket.event('message:new', ({ message: { system } }) => system?.code === 'bot_loop');
    stop();
    assert.equal(message.userId, undefined);
    await settled();
    const lines = await said();
    assert.equal(lines.filter((line) => line.startsWith('bot: ¿')).length, 5);
    const { id, botEnabled } = await conversation();
    assert.equal(botEnabled, false);

    await admin.api.patch(`/conversations/${id}`, { botEnabled: true }).expect(200);
    await luz.sendText(SHOP, '¿Hay alguien?');
    await came('¿Hay alguien?');
    await pass(10 * SECOND);
    assert.equal((await said()).filter((line) => line.startsWith('bot: ¿')).length, 6, 'It answers again.');
    assert.equal((await conversation()).botEnabled, true);
  });

  it('says once that nobody is there, until somebody has been there again', async () => {
    const away = ruleSaying('Hemos cerrado', { when: { kind: 'outside_hours' } });
    const { hours } = botWith([]);
    const always = [{ from: '00:00', to: '24:00' }];
    const closed = Object.fromEntries(Object.keys(hours.week).map((day) => [day, []])) as unknown as typeof hours.week;
    const open = Object.fromEntries(
      Object.keys(hours.week).map((day) => [day, always]),
    ) as unknown as typeof hours.week;
    const write = async (text: string) => {
      await luz.sendText(SHOP, text);
      await came(text);
      await pass(10 * SECOND);
    };
    await bot([away, ruleSaying('Ya te atendemos')], { hours: { ...hours, week: closed } });
    await write('uno');
    await write('dos');
    await bot([away, ruleSaying('Ya te atendemos')], { hours: { ...hours, week: open } });
    await write('tres');
    assert.deepEqual(await said(), [
      'contact: uno',
      'bot: Hemos cerrado',
      'contact: dos',
      'contact: tres',
      'bot: Ya te atendemos',
    ]);
  });

  it('says once that it has answered as often as it may in a day', async () => {
    await bot([ruleSaying('Sí')], { limits: { ...limits, repliesPerDay: 2 } });
    for (const text of ['uno', 'dos', 'tres', 'cuatro']) {
      await luz.sendText(SHOP, text);
      await came(text);
      await pass(10 * SECOND);
    }
    assert.deepEqual(await said(), [
      'contact: uno',
      'bot: Sí',
      'contact: dos',
      'bot: Sí',
      'contact: tres',
      'bot: bot_cap',
      'contact: cuatro',
    ]);
  });
});

/** What the phone shows, once it is so. */
function until(isSo: () => boolean, phone: Phone): Promise<void> {
  return new Promise((resolve) => {
    const stop = phone.onChange(check);
    function check(): void {
      if (!isSo()) return;
      stop();
      resolve();
    }
    check();
  });
}

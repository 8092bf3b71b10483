import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  CancelRunsResponse,
  ContactResponse,
  RunAgentPreviewResponse,
  RunAgentResponse,
} from '#contract/contacts';
import { PACES } from '#contract/campaign-rules';
import type { AgentRun } from '#contract/conversations';
import type { Problem } from '#contract/http';
import { secondOfDay } from '#contract/time-zones';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { learnAddresses, recordMessage, resolveContact } from '../../src/conversations/index.ts';
import { botWith, humanizerOf } from '../bot/bot-bodies.ts';
import { DrivenTime } from '../support/driven-time.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { CampaignBench } from './campaign-bench.ts';

const SECOND = 1_000;
const SHOP = '573001112233';
const DAY_S = 86_400;
const opening = { text: 'Hola {{nombre|qué tal}}, ¿seguimos?' };
/** It types for three seconds. */
const humanizer = humanizerOf(2, 3);

describe('the bot writes to a contact first', () => {
  const time = new DrivenTime();
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let campaigns: CampaignBench;
  let shop: Phone;
  let made = 0;

  before(async () => {
    // Ten in the morning: at night nothing leaves.
    const tillTen = (DAY_S + 10 * 3_600 - secondOfDay('America/Mexico_City', time.clock())) % DAY_S;
    time.pass(tillTen * SECOND);
    const environment = { HEARTBEAT_DELAY_MS: '3600000', HEARTBEAT_INTERVAL_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, random: () => 0.5, environment });
    admin = await bench.application.createClient('acme');
    shop = bench.lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
    const sessionId = await bench.link(admin, shop);
    socket = await bench.application.socket(admin);
    campaigns = new CampaignBench(admin, sessionId);
    await saveBot({ opening });
  });
  after(() => bench.stop());

  const saveBot = (given: object = {}) =>
    admin.api.put('/bot', botWith([], { enabled: true, humanizer, ...given })).expect(200);

  function newPhone(): Phone {
    made += 1;
    return bench.lab.createPhone({
      phoneNumber: `5730030000${String(made).padStart(2, '0')}`,
      name: `P${String(made)}`,
    });
  }

  async function newContact(phoneNumber: string, name: string): Promise<string> {
    const { body } = await admin.api.post<ContactResponse>('/contacts', { phoneNumber, name }).expect(201);
    return body.contact.id;
  }

  const run = (contactId: string) => admin.api.post<ContactResponse>(`/contacts/${contactId}/run-agent`);
  const refused = async (contactId: string) =>
    (await run(contactId).expect(409)).body as unknown as Problem & { reason: string };
  const runOf = async (contactId: string) =>
    (await admin.api.get<ContactResponse>(`/contacts/${contactId}`).expect(200)).body.contact.agentRun;
  const reaches = (contactId: string, state: AgentRun['state']) =>
    socket.event('contact:updated', ({ contact }) => contact.id === contactId && contact.agentRun?.state === state);
  /** Lets time pass until this has come about. */
  const until = <T>(awaited: Promise<T>) => time.passUntil(awaited, SECOND, () => admin.api.get('/auth/me'));
  const got = (phone: Phone, text: string) => phone.untilLine(SHOP, (line) => line.text === text);
  /** The states that a contact has been in since, as who polls sees them. */
  async function polledStates(id: string, { epoch, seq }: { epoch: string; seq: number }) {
    const since = `epoch=${epoch}&after=${String(seq)}`;
    const polled = await admin.api.get<{ events: { name: string; data: unknown }[] }>(`/events?${since}`).expect(200);
    const states = polled.body.events
      .filter(({ name }) => name === 'contact:updated')
      .map(({ data }) => (data as { contact: { id: string; agentRun: AgentRun | null } }).contact)
      .filter((contact) => contact.id === id)
      .map(({ agentRun }) => agentRun?.state);
    return [...new Set(states)];
  }
  const texts = (phone: Phone) => phone.chat(SHOP).map(({ text }) => text);

  it('once it is their turn, seen typing, and is answered', async () => {
    const ana = newPhone();
    const id = await newContact(ana.phoneNumber, 'Ana');
    const writing = reaches(id, 'writing');
    const { body } = await run(id).expect(200);
    assert.equal(body.contact.agentRun?.state, 'waiting');
    const typing = socket.event('typing:start', ({ by, contactId }) => by === 'bot' && contactId === id);
    await until(Promise.all([writing, typing]));
    assert.deepEqual(texts(ana), []);
    await until(Promise.all([got(ana, 'Hola Ana, ¿seguimos?'), reaches(id, 'sent')]));
    const conversation = await conversationWith(admin, ana.phoneNumber);
    assert.deepEqual(
      (await allMessages(admin, conversation.id)).map(({ author }) => author),
      ['bot'],
    );
    const answered = reaches(id, 'answered');
    await ana.sendText(SHOP, 'Sí, claro');
    await until(answered);
  });

  it('and is seen typing no longer once they write themselves', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Gil');
    await run(id).expect(200);
    await until(socket.event('typing:start', ({ by, contactId }) => by === 'bot' && contactId === id));
    // No time passes in which it would be done typing; browsers forget about it after 25 seconds anyway.
    const stopped = socket.event('typing:stop', ({ by, contactId }) => by === 'bot' && contactId === id, 15_000);
    await phone.sendText(SHOP, '¿Hola?');
    await stopped;
    const ended = await runOf(id);
    assert.deepEqual([ended?.state, ended?.reason], ['not_needed', 'wrote_first']);
    assert.deepEqual(texts(phone), ['¿Hola?']);
  });

  it('once, however often it is asked to, and the team sees how far it is by polling', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Berta');
    const head = (await admin.api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body;
    const many = { contactIds: [id, id, 'nobody'] };
    const { body } = await admin.api.post<RunAgentResponse>('/contacts/run-agent', many).expect(200);
    assert.deepEqual(
      body.contacts.map((contact) => [contact.id, contact.agentRun?.state]),
      [[id, 'waiting']],
    );
    assert.deepEqual([body.underWay, body.refused], [[], [{ contactId: 'nobody', reason: 'not_found' }]]);
    const again = (await admin.api.post<RunAgentResponse>('/contacts/run-agent', many).expect(200)).body;
    assert.deepEqual([again.contacts.map((contact) => contact.id), again.underWay], [[id], [id]]);
    await run(id).expect(200);
    await until(Promise.all([got(phone, 'Hola Berta, ¿seguimos?'), reaches(id, 'sent')]));
    assert.equal((await run(id).expect(200)).body.contact.agentRun?.state, 'sent');
    await until(new Promise<void>((resolve) => void time.after(120 * SECOND, resolve)));
    assert.deepEqual(texts(phone), ['Hola Berta, ¿seguimos?']);
    assert.deepEqual(await polledStates(id, head), ['waiting', 'writing', 'sent']);
  });

  it('after whoever asks has seen what would come of it, of which nothing is done', async () => {
    const [iris, juan] = [newPhone(), newPhone()];
    const ids = [await newContact(iris.phoneNumber, 'Iris'), await newContact(juan.phoneNumber, 'Juan')] as const;
    const preview = async (contactIds: readonly string[]) =>
      (await admin.api.post<RunAgentPreviewResponse>('/contacts/run-agent/preview', { contactIds }).expect(200)).body
        .preview;
    const { lines, refused: cannot, underWay } = await preview([...ids, ids[0], 'nobody']);
    const first = { contactId: ids[0], text: 'Hola Iris, ¿seguimos?', reason: null };
    const { endsAt, ...line } = lines[0] ?? {};
    const pace = PACES['whatsapp-web'].careful;
    assert.deepEqual(line, { sessionId: campaigns.sessionId, contacts: 2, before: 0, first, pace, heldBy: null });
    assert.ok(Date.parse(endsAt ?? '') > time.clock().getTime());
    assert.deepEqual([cannot, underWay], [[{ contactId: 'nobody', reason: 'not_found' }], []]);
    assert.equal(await runOf(ids[0]), null);

    await run(ids[0]).expect(200);
    const after = await preview(ids);
    assert.deepEqual([after.underWay, after.lines[0]?.contacts, after.lines[0]?.before], [[ids[0]], 1, 1]);
    await admin.api.post('/contacts/run-agent/preview', { contactIds: [] }).expect(400);
    await until(reaches(ids[0], 'sent'));
  });

  it('and says what it waits for, to whoever is next and to those behind, as long as it does', async () => {
    const phones = [newPhone(), newPhone()];
    const contactIds = await Promise.all(phones.map(({ phoneNumber, name }) => newContact(phoneNumber, name)));
    const waits = (wait: string | undefined) =>
      Promise.all(
        contactIds.map((id) =>
          socket.event(
            'contact:updated',
            ({ contact: { id: contactId, agentRun } }) =>
              contactId === id && agentRun?.state === 'waiting' && agentRun.waiting?.for === wait,
          ),
        ),
      );
    const tillNight = 12 * 3_600;
    time.pass(tillNight * SECOND);
    const turn = waits(undefined);
    const atNight = waits('quiet_hours');
    await admin.api.post('/contacts/run-agent', { contactIds }).expect(200);
    await until(Promise.all([turn, atNight]));
    const runs = await Promise.all(contactIds.map(runOf));
    const untils = runs.map((shown) => shown?.waiting?.until ?? '');
    assert.equal(secondOfDay('America/Mexico_City', new Date(untils[0] ?? '')), 8 * 3_600);
    assert.equal(untils[1], untils[0]);
    // It waits since it was asked, whatever it waits for.
    assert.equal(runs[0]?.at, (await turn)[0]?.contact.agentRun?.at);

    time.pass(DAY_S * SECOND - tillNight * SECOND);
    await until(Promise.all(contactIds.map((id) => reaches(id, 'writing'))));
    assert.ok((await Promise.all(contactIds.map(runOf))).every((shown) => shown?.waiting === undefined));
    await until(Promise.all(contactIds.map((id) => reaches(id, 'sent'))));
  });

  it('and says that its line is away', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Hugo');
    const waitsForLine = socket.event(
      'contact:updated',
      ({ contact }) => contact.id === id && contact.agentRun?.waiting?.for === 'line_down',
    );
    bench.lab.faults.refuseConnections = true;
    shop.cutCompanions();
    await socket.event('whatsapp:disconnected');
    await run(id).expect(200);
    await until(waitsForLine);
    assert.deepEqual((await runOf(id))?.waiting, { for: 'line_down', until: null });
    bench.lab.faults.refuseConnections = false;
    await until(Promise.all([got(phone, 'Hola Hugo, ¿seguimos?'), reaches(id, 'sent')]));
  });

  it('to one after the other, with the gap of bulk messages between them, in turns with a campaign', async () => {
    const phones = [newPhone(), newPhone(), newPhone()] as const;
    const [first, second, third] = phones;
    const contactIds = [await newContact(first.phoneNumber, 'Uno'), await newContact(second.phoneNumber, 'Dos')];
    const began = time.clock().getTime();
    await admin.api.post('/contacts/run-agent', { contactIds }).expect(200);
    await campaigns.started([third.phoneNumber], { message: { text: 'Ofertas' } });
    await until(Promise.all(phones.map((phone) => phone.untilLine(SHOP, () => true))));
    // Two gaps of the careful pace, of a minute each at the middle of what may be drawn.
    assert.ok(time.clock().getTime() - began >= 60 * SECOND);
    assert.deepEqual(phones.map(texts), [['Hola Uno, ¿seguimos?'], ['Hola Dos, ¿seguimos?'], ['Ofertas']]);
  });

  it('not any more to whoever it was taken back from while they waited, and is asked anew after that', async () => {
    const phones = [newPhone(), newPhone(), newPhone()] as const;
    const [first, second, third] = phones;
    const [ana, berta, carla] = [
      await newContact(first.phoneNumber, 'Ana'),
      await newContact(second.phoneNumber, 'Berta'),
      await newContact(third.phoneNumber, 'Carla'),
    ] as const;
    const writing = reaches(ana, 'writing');
    await admin.api.post('/contacts/run-agent', { contactIds: [ana, berta, carla] }).expect(200);
    await until(writing);
    const head = (await admin.api.get<ContactResponse>(`/contacts/${berta}`).expect(200)).body;
    const hidden = socket.event('contact:updated', ({ contact }) => contact.id === berta && contact.agentRun === null);
    const cancel = (contactIds: readonly string[]) =>
      admin.api.post<CancelRunsResponse>('/contacts/run-agent/cancel', { contactIds });
    const { body } = await cancel([ana, berta, berta, 'nobody']).expect(200);
    assert.deepEqual(
      body.contacts.map(({ id, agentRun }) => [id, agentRun]),
      [[berta, null]],
    );
    assert.deepEqual(body.kept, [
      { contactId: ana, reason: 'writing' },
      { contactId: 'nobody', reason: 'not_found' },
    ]);
    await hidden;
    assert.deepEqual(await polledStates(berta, head), [undefined]);
    // Carla's turn comes after Berta's.
    await until(Promise.all([got(first, 'Hola Ana, ¿seguimos?'), got(third, 'Hola Carla, ¿seguimos?')]));
    await until(reaches(carla, 'sent'));
    assert.deepEqual(texts(second), []);
    assert.equal(await runOf(berta), null);
    assert.deepEqual((await cancel([berta, carla]).expect(200)).body.kept, [
      { contactId: berta, reason: 'not_waiting' },
      { contactId: carla, reason: 'not_waiting' },
    ]);

    const sent = reaches(berta, 'sent');
    await run(berta).expect(200);
    await until(Promise.all([got(second, 'Hola Berta, ¿seguimos?'), sent]));
  });

  it('and another client takes nothing of that back', async () => {
    const other = await bench.application.createClient('other');
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Gala');
    await run(id).expect(200);
    const { body } = await other.api
      .post<CancelRunsResponse>('/contacts/run-agent/cancel', { contactIds: [id] })
      .expect(200);
    assert.deepEqual([body.contacts, body.kept], [[], [{ contactId: id, reason: 'not_found' }]]);
    await until(Promise.all([got(phone, 'Hola Gala, ¿seguimos?'), reaches(id, 'sent')]));
  });

  it('as fast as the bot is set to, at night too, and sooner for whoever waits already', async () => {
    const own = {
      profile: 'own',
      gapSeconds: { from: 300, to: 300 },
      perMinute: 12,
      perDay: 900,
      warmUp: false,
    } as const;
    const tooFast = { ...own, gapSeconds: { from: 1, to: 1 }, perMinute: 21, quietHours: null };
    const { body } = await admin.api.put('/bot', botWith([], { opening: { ...opening, pace: tooFast } })).expect(400);
    assert.deepEqual(
      (body as Problem).errors?.map(({ path }) => path),
      ['opening.pace.gapSeconds.from', 'opening.pace.perMinute'],
    );
    const phones = [newPhone(), newPhone()];
    const contactIds = await Promise.all(phones.map(({ phoneNumber, name }) => newContact(phoneNumber, name)));
    const sinceTen = secondOfDay('America/Mexico_City', time.clock()) - 22 * 3_600;
    time.pass(((DAY_S - sinceTen) % DAY_S) * SECOND);
    const held = Promise.all(
      contactIds.map((id) =>
        socket.event(
          'contact:updated',
          ({ contact }) => contact.id === id && contact.agentRun?.waiting?.for === 'quiet_hours',
        ),
      ),
    );
    await admin.api.post('/contacts/run-agent', { contactIds }).expect(200);
    await until(held);
    const sent = Promise.all(contactIds.map((id) => reaches(id, 'sent')));
    const pace = { ...own, quietHours: null };
    await saveBot({ opening: { ...opening, pace } });
    const { preview } = (
      await admin.api
        .post<RunAgentPreviewResponse>('/contacts/run-agent/preview', {
          contactIds: [await newContact('573004440000', 'Otra')],
        })
        .expect(200)
    ).body;
    const { pace: shown, heldBy, endsAt } = preview.lines[0] ?? {};
    assert.deepEqual([shown, heldBy], [pace, null]);
    const began = time.clock().getTime();
    assert.ok(Date.parse(endsAt ?? '') - began < 1_800 * SECOND);
    await until(sent);
    const taken = time.clock().getTime() - began;
    // The careful pace would have left a minute between them, after a night of ten hours.
    assert.ok(taken >= 300 * SECOND && taken < 3_600 * SECOND, `${String(taken)} ms`);
    await saveBot({ opening });
    time.pass(12 * 3_600 * SECOND);
  });

  it('under the contact that they turn out to be', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Fina');
    const lid = '77000000000001';
    const { store } = bench.application.application;
    const old = { phoneNumber: '573005550001', lid };
    const known = await store.write((writing) => resolveContact(writing, 'acme', old, 'Fina'));
    await run(id).expect(200);
    await store.write((writing) => learnAddresses(writing, 'acme', { phoneNumber: phone.phoneNumber, lid }));
    await admin.api.get(`/contacts/${id}`).expect(404);
    assert.equal((await runOf(known.id))?.state, 'waiting');
    await saveBot({ opening: null });
    await until(reaches(known.id, 'failed'));
    assert.equal((await runOf(known.id))?.reason, 'no_opening');
    await saveBot({ opening });
  });

  it('and waits while the bot is switched off, also where it was seen typing, until it is on again', async () => {
    const phones = [newPhone(), newPhone()] as const;
    const contactIds = [
      await newContact(phones[0].phoneNumber, 'Gema'),
      await newContact(phones[1].phoneNumber, 'Iván'),
    ] as const;
    await admin.api.post('/contacts/run-agent', { contactIds }).expect(200);
    await until(reaches(contactIds[0], 'writing'));
    const waits = contactIds.map((id) =>
      socket.event(
        'contact:updated',
        ({ contact }) => contact.id === id && contact.agentRun?.waiting?.for === 'bot_off',
      ),
    );
    await saveBot({ enabled: false, opening });
    await until(Promise.all(waits));
    assert.deepEqual((await runOf(contactIds[1]))?.waiting, { for: 'bot_off', until: null });
    await until(new Promise<void>((resolve) => void time.after(300 * SECOND, resolve)));
    assert.deepEqual(phones.map(texts), [[], []]);
    await saveBot({ opening });
    await until(Promise.all(contactIds.map((id) => reaches(id, 'sent'))));
    assert.deepEqual(phones.map(texts), [['Hola Gema, ¿seguimos?'], ['Hola Iván, ¿seguimos?']]);
  });

  it('not where nobody has the number on WhatsApp', async () => {
    const id = await newContact('573009999999', 'Nadie');
    const failed = reaches(id, 'failed');
    await run(id).expect(200);
    await until(failed);
    assert.equal((await runOf(id))?.reason, 'not_on_whatsapp');
  });

  it('not once somebody of the team has, which is told at once', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Carla');
    await phone.sendText(SHOP, 'Hola');
    await socket.event('message:new', ({ message }) => message.text === 'Hola');
    await run(id).expect(200);
    time.pass(SECOND);
    const conversation = await conversationWith(admin, phone.phoneNumber);
    const text = { clientMessageId: crypto.randomUUID(), type: 'text', text: 'Te atiendo yo' };
    await admin.api.post(`/conversations/${conversation.id}/messages`, text).expect(202);
    const ended = await runOf(id);
    assert.deepEqual([ended?.state, ended?.reason], ['not_needed', 'person']);
    await until(got(phone, 'Te atiendo yo'));
    await until(new Promise<void>((resolve) => void time.after(120 * SECOND, resolve)));
    assert.ok(!texts(phone).some((line) => line.includes('seguimos')));
  });

  it('not once somebody has on the phone', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Celia');
    await run(id).expect(200);
    time.pass(SECOND);
    const ended = reaches(id, 'not_needed');
    const { sessionId } = campaigns;
    const told = { whatsappId: 'FROM-THE-PHONE', fromMe: true, type: 'text', text: 'Te escribo yo' } as const;
    await bench.application.application.store.write((writing) => {
      const address = { phoneNumber: phone.phoneNumber };
      return recordMessage(writing, { clientCode: 'acme', sessionId, address, ...told, sentAt: writing.now });
    });
    assert.equal((await ended).contact.agentRun?.reason, 'person');
  });

  it('not to whoever has written while they waited, which answers nothing', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await run(await newContact(other.phoneNumber, 'Olga')).expect(200);
    const id = await newContact(phone.phoneNumber, 'Delia');
    await run(id).expect(200);
    const ended = reaches(id, 'not_needed');
    await phone.sendText(SHOP, '¿Abren hoy?');
    assert.equal((await ended).contact.agentRun?.reason, 'wrote_first');
    await until(got(other, 'Hola Olga, ¿seguimos?'));
    await until(new Promise<void>((resolve) => void time.after(120 * SECOND, resolve)));
    assert.ok(!texts(phone).some((line) => line.includes('seguimos')));
  });

  it('not any more to whoever answers it with a word that asks for no more', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Dora');
    await run(id).expect(200);
    await until(Promise.all([got(phone, 'Hola Dora, ¿seguimos?'), reaches(id, 'sent')]));
    const answered = reaches(id, 'answered');
    await phone.sendText(SHOP, 'BAJA');
    await until(answered);
    assert.equal((await runOf(id))?.reason, 'opted_out');
    assert.equal((await refused(id)).reason, 'opted_out');
  });

  it('not where the bot is off, has nothing to say, or the contact is out of its reach', async () => {
    const phone = newPhone();
    const id = await newContact(phone.phoneNumber, 'Eva');
    await saveBot({ enabled: false });
    assert.equal((await refused(id)).reason, 'bot_off');
    await saveBot({ opening: null });
    assert.equal((await refused(id)).reason, 'no_opening');
    await saveBot({ opening });
    assert.equal((await refused(await newContact(SHOP, 'Nosotros'))).reason, 'own_line');
    await phone.sendText(SHOP, 'Buenas');
    await socket.event('message:new', ({ message }) => message.text === 'Buenas');
    const conversation = await conversationWith(admin, phone.phoneNumber);
    await admin.api.patch(`/conversations/${conversation.id}`, { botEnabled: false }).expect(200);
    assert.equal((await refused(id)).reason, 'conversation_off');
    await admin.api.post('/contacts/nobody/run-agent').expect(404);
    assert.equal(await runOf(id), null);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bot, BotResponse, BotRule } from '#contract/bot';
import type { Problem } from '#contract/http';
import type { Label } from '#contract/team-settings';
import { openConversation } from '../../src/conversations/index.ts';
import { cleanUpMedia, MediaFiles } from '../../src/media/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { upload } from '../media/uploads.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { botWith, ruleSaying } from './bot-bodies.ts';

const DAY = 24 * 3_600_000;

describe('The bot of a client', () => {
  let late = 0;
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;

  before(async () => {
    application = await startTestApplication({ clock: () => new Date(Date.now() + late) });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
  });
  after(() => application.stop());

  const bot = async (who: TestUser): Promise<Bot> => (await who.api.get<BotResponse>('/bot').expect(200)).body.bot;
  const faultsOf = async (rules: readonly BotRule[]) => {
    const { body } = await admin.api.put<Problem>('/bot', botWith(rules)).expect(400);
    return body.errors?.map(({ path }) => path);
  };

  it('is off and says nothing until an admin decides otherwise', async () => {
    const { enabled, rules, version, timeZone, hours, updatedAt } = await bot(agent);
    assert.deepEqual(
      { enabled, rules, version, updatedAt },
      { enabled: false, rules: [], version: 0, updatedAt: null },
    );
    assert.equal(timeZone, 'America/Mexico_City');
    assert.deepEqual(hours.week.sunday, []);
    await agent.api.put('/bot', botWith([])).expect(403);
    await agent.api.patch('/bot', { enabled: true }).expect(403);
    await application.anonymous.get('/bot').expect(401);
    await (await application.operator()).api.get('/bot').expect(403);
  });

  it('is saved as a whole, which the team is told of and other clients are not', async () => {
    const socket = await application.socket(agent);
    const body = botWith([ruleSaying('Hola {{nombre|cliente}}')]);
    const { body: saved } = await admin.api.put<BotResponse>('/bot', body).expect(200);
    const told = await socket.event('settings:changed', ({ kind }) => kind === 'bot');
    assert.equal(saved.bot.version, told.seq);
    assert.deepEqual((await bot(agent)).rules, body.rules);
    assert.deepEqual((await bot(stranger)).rules, []);
  });

  it('is not saved over what somebody else has saved meanwhile', async () => {
    const { version } = await bot(admin);
    await admin.api.put('/bot', { ...botWith([]), version }).expect(200);
    await admin.api.put('/bot', { ...botWith([ruleSaying('Hola')]), version }).expect(409);
    assert.deepEqual((await bot(admin)).rules, []);
  });

  it('has the usual limits where none are named, and keeps its switch and its language model', async () => {
    const limits = { cooldownSeconds: 5, repliesPerDay: 7, quietMinutes: 9, oldestMinutes: 11 };
    await admin.api.put('/bot', botWith([], { limits })).expect(200);
    const before = await bot(admin);
    assert.deepEqual(before.limits, limits);
    const { limits: _, ...withoutLimits } = botWith([ruleSaying('Hola')]);
    await admin.api.put('/bot', withoutLimits).expect(200);
    const { enabled, limits: usual, responder } = await bot(admin);
    assert.deepEqual({ enabled, responder }, { enabled: before.enabled, responder: before.responder });
    assert.deepEqual(usual, { cooldownSeconds: 0, repliesPerDay: 50, quietMinutes: 60, oldestMinutes: 15 });
  });

  it('is switched for everybody at once, and only where that changes something', async () => {
    const socket = await application.socket(agent);
    const { version } = await bot(admin);
    await admin.api.patch('/bot', { enabled: true }).expect(200);
    await admin.api.patch('/bot', { enabled: true }).expect(200);
    await admin.api.patch('/bot', { enabled: false }).expect(200);
    await socket.events('bot:status_changed', 2);
    const told = socket
      .dataOf('bot:status_changed')
      .map(({ enabled, by, conversationId }) => [enabled, by, conversationId]);
    assert.deepEqual(told, [
      [true, admin.user.id, undefined],
      [false, admin.user.id, undefined],
    ]);
    assert.equal((await bot(admin)).version, version, 'the switch does not get in the way of who edits the rules');
  });

  it('is switched in a conversation by anybody of the team, beside the conversation itself', async () => {
    const { id, contactId } = await application.application.store.write(async (writing) => {
      const line = await createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Ventas' });
      return openConversation(writing, 'acme', { phoneNumber: '573001112233' }, line.id);
    });
    const socket = await application.socket(admin);
    await agent.api.patch(`/conversations/${id}`, { botEnabled: false }).expect(200);
    const told = await socket.event('bot:status_changed');
    assert.deepEqual([told.enabled, told.conversationId, told.by], [false, id, agent.user.id]);
    const updated = await socket.event('conversation:updated');
    assert.deepEqual([updated.contactId, updated.conversation.botEnabled], [contactId, false]);
    await agent.api.patch(`/conversations/${id}`, { botEnabled: false }).expect(200);
    await agent.api.patch(`/conversations/${id}`, { botEnabled: true }).expect(200);
    await socket.event('bot:status_changed', ({ enabled }) => enabled);
    assert.equal(socket.dataOf('bot:status_changed').length, 2);
    await stranger.api.patch(`/conversations/${id}`, { botEnabled: false }).expect(404);
  });

  it('says which rule is wrong, and what of it', async () => {
    const pattern = (text: string) => ruleSaying('x', { id: text, when: { kind: 'pattern', pattern: text } });
    assert.deepEqual(await faultsOf([pattern('pedido (\\d+)'), pattern('(a')]), ['rules.1.when.pattern']);
    assert.deepEqual(await faultsOf([pattern('(?=a)b')]), ['rules.0.when.pattern']);
    assert.deepEqual(await faultsOf([pattern('(x{1,40}){1,40}')]), ['rules.0.when.pattern'], 'too large');
    assert.deepEqual(await faultsOf([ruleSaying(''), ruleSaying('')]), ['rules.0.reply', 'rules.1.reply', 'rules']);
    const named = ruleSaying('Hola', {
      reply: { text: 'Hola', mediaId: 'unheard-of' },
      actions: [
        { kind: 'hand_over' },
        { kind: 'label', labelId: 'unheard-of' },
        { kind: 'stage', stage: 'unheard-of' },
        { kind: 'assign', userId: stranger.user.id },
      ],
    });
    assert.deepEqual(await faultsOf([ruleSaying('Bien'), named]), [
      'rules.1.reply.mediaId',
      'rules.1.actions.1.labelId',
      'rules.1.actions.2.stage',
      'rules.1.actions.3.userId',
    ]);
    const { body } = await admin.api.post<{ label: Label }>('/labels', { name: 'VIP', colour: 'red' }).expect(201);
    const known = ruleSaying('Hola', {
      actions: [
        { kind: 'label', labelId: body.label.id },
        { kind: 'stage', stage: 'Nuevo' },
        { kind: 'assign', userId: agent.user.id },
      ],
    });
    await admin.api.put('/bot', botWith([known])).expect(200);
  });

  it('names nothing in its texts that nobody has, unless it says what stands there instead', async () => {
    await admin.api.patch('/settings', { contactFields: [{ id: 'city', name: 'Mi Ciudad' }] }).expect(200);
    const order = { when: { kind: 'pattern' as const, pattern: 'pedido (\\d+)' } };
    const texts = [
      ruleSaying('Hola {{nombre}}, {{mi_ciudad}}, {{telefono}}'),
      ruleSaying('Hola {{nombe}}'),
      ruleSaying('Hola {{nombe|cliente}}'),
      ruleSaying('Pedido {{1}}', order),
      ruleSaying('Pedido {{1}} de {{2}}', order),
      ruleSaying('{{1}}'),
    ];
    const { body } = await admin.api.put<Problem>('/bot', botWith(texts)).expect(400);
    assert.deepEqual(
      body.errors?.map(({ path, message }) => [path, /\{\{\w+\}\}/.exec(message)?.[0]]),
      [
        ['rules.1.reply.text', '{{nombe}}'],
        ['rules.4.reply.text', '{{2}}'],
        ['rules.5.reply.text', '{{1}}'],
      ],
    );
  });

  it('begins with what can be said, through a line that is there', async () => {
    const faultsOfOpening = async (opening: object) => {
      const { body } = await admin.api.put<Problem>('/bot', botWith([], { opening: { text: 'Hola', ...opening } }));
      return body.errors?.map(({ path }) => path);
    };
    const template = { templateId: 'unheard-of', parameters: {} };
    assert.deepEqual(await faultsOfOpening({ text: 'Hola {{nombe}}', sessionId: 'gone', template }), [
      'opening.sessionId',
      'opening.text',
      'opening.template',
    ]);
    const { store } = application.application;
    const { id } = await store.write((writing) => createSession(writing, 'other', { kind: 'whatsapp-web', name: 'X' }));
    assert.deepEqual(await faultsOfOpening({ sessionId: id }), ['opening.sessionId'], "another client's");
    assert.equal((await bot(admin)).opening, null);
  });

  it('has hours that follow one another', async () => {
    const { hours } = botWith([]);
    for (const monday of [
      [{ from: '18:00', to: '09:00' }],
      [
        { from: '09:00', to: '13:00' },
        { from: '12:00', to: '18:00' },
      ],
    ])
      await admin.api.put('/bot', botWith([], { hours: { ...hours, week: { ...hours.week, monday } } })).expect(400);
    const night = [
      { from: '00:00', to: '06:00' },
      { from: '22:00', to: '24:00' },
    ];
    await admin.api
      .put('/bot', botWith([], { hours: { ...hours, week: { ...hours.week, monday: night } } }))
      .expect(200);
  });

  it('keeps the files of its replies for as long as a rule sends them', async () => {
    const bytes = new TextEncoder().encode('Lista de precios');
    const { id } = await upload(application, admin, { bytes, type: 'text/plain', name: 'precios.txt' });
    await admin.api.put('/bot', botWith([ruleSaying('', { reply: { text: '', mediaId: id } })])).expect(200);
    const files = new MediaFiles(application.dataDirectory);
    const isThere = async () => {
      await cleanUpMedia(application.application.store, files);
      return (await admin.api.get(`/media/${id}`)).status === 200;
    };
    late = 2 * DAY;
    assert.equal(await isThere(), true);
    await admin.api.put('/bot', botWith([])).expect(200);
    assert.equal(await isThere(), false);
  });
});

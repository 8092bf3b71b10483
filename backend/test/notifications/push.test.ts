import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { PushKeyResponse } from '#contract/notifications';
import type { UpdatePreferencesRequest } from '#contract/team-settings';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { recordMessage } from '../../src/conversations/index.ts';
import {
  DrivenTime,
  insideHosts,
  startTestApplication,
  watchConnections,
  type TestApplication,
  type TestUser,
} from '../support/index.ts';
import { PushReceiver } from './push-receiver.ts';

const TOGETHER_MS = 1_000;

describe('Notifications of browsers', () => {
  let time: DrivenTime;
  let receiver: PushReceiver;
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let sessionId: string;
  let number = 0;

  before(async () => {
    time = new DrivenTime();
    receiver = await PushReceiver.start();
    application = await startTestApplication({
      clock: time.clock,
      after: time.after,
      pushAgent: receiver.agent,
      environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9', PUSH_SERVICES: 'localhost' },
    });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    sessionId = body.session.id;
  });
  after(async () => {
    await application.stop();
    await receiver.close();
  });
  beforeEach(() => {
    receiver.pushes.length = 0;
  });

  const subscribe = async (user: TestUser, name: string) => {
    const browser = receiver.browser(name);
    await user.api.post('/push/subscriptions', browser).expect(204);
    return browser;
  };
  const prefer = (user: TestUser, change: UpdatePreferencesRequest) =>
    user.api.patch('/auth/me/preferences', change).expect(200);
  /** A message from a contact, told of as soon as it would be. */
  const receive = async (text: string, phoneNumber = '573004445566') => {
    number += 1;
    const message = await application.application.store.write((writing) =>
      recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: { phoneNumber },
        name: 'Luz',
        whatsappId: `PUSH${String(number)}`,
        fromMe: false,
        type: 'text',
        text,
        sentAt: writing.now,
      }),
    );
    time.pass(TOGETHER_MS);
    return message ?? assert.fail();
  };
  /** Waits for it; time goes on meanwhile, since a round begins only when the one before has ended. */
  const heard = (text: string, name: string) =>
    time.passUntil(
      receiver.push(({ path, notification }) => path === `/push/${name}` && notification.body === text),
      TOGETHER_MS,
      () => application.anonymous.get('/config').expect(200),
    );
  const hearers = (text: string) =>
    receiver.pushes.filter(({ notification }) => notification.body === text).map(({ path }) => path);

  it('tell of a message: from whom, what it says, and which conversation it opens', async () => {
    await subscribe(admin, 'office');
    const message = await receive('¿Abren mañana?');
    const { notification, headers } = await heard('¿Abren mañana?', 'office');
    assert.deepEqual(notification, {
      conversationId: message.conversationId,
      title: 'Luz',
      body: '¿Abren mañana?',
    });
    const { body } = await admin.api.get<PushKeyResponse>('/push/key').expect(200);
    assert.match(String(headers['authorization']), new RegExp(`k=${body.publicKey}`));
  });

  it('tell of several messages in a row once, with the last', async () => {
    await subscribe(admin, 'office');
    await application.application.store.write(async (writing) => {
      for (const text of ['Uno', 'Dos', 'Tres']) {
        number += 1;
        await recordMessage(writing, {
          clientCode: 'acme',
          sessionId,
          address: { phoneNumber: '573004445566' },
          whatsappId: `PUSH${String(number)}`,
          fromMe: false,
          type: 'text',
          text,
          sentAt: writing.now,
        });
      }
    });
    time.pass(TOGETHER_MS);
    await heard('Tres', 'office');
    await receive('Y al final');
    await heard('Y al final', 'office');
    const bodies = receiver.pushes.map(({ notification }) => notification.body);
    assert.deepEqual(bodies, ['Tres', 'Y al final']);
  });

  it('never reach another business, nor who has signed out or ended them', async () => {
    await subscribe(stranger, 'stranger');
    const other = await application.signIn(agent.email, agent.password);
    await subscribe(other, 'signed-out');
    await other.api.post('/auth/logout').expect(204);
    const { endpoint } = await subscribe(agent, 'ended');
    await stranger.api.send('DELETE', '/push/subscriptions', { endpoint }).expect(204);
    await receive('Todavía');
    await heard('Todavía', 'ended');
    await agent.api.send('DELETE', '/push/subscriptions', { endpoint }).expect(204);
    await receive('Solo la oficina');
    await heard('Solo la oficina', 'office');
    await receive('Otra vez');
    await heard('Otra vez', 'office');
    assert.deepEqual(hearers('Solo la oficina'), ['/push/office']);
    assert.ok(!receiver.pushes.some(({ path }) => path === '/push/stranger' || path === '/push/signed-out'));
  });

  it('heed what each person wants to be told of, and when they want quiet', async () => {
    await subscribe(agent, 'ana');
    const { conversationId } = await receive('De nadie');
    await prefer(agent, { notify: 'mine' });
    await receive('Sigue de nadie');
    await heard('Sigue de nadie', 'ana');
    await admin.api.patch(`/conversations/${conversationId}`, { assignedTo: admin.user.id }).expect(200);
    await receive('Ya es de otra');
    await heard('Ya es de otra', 'office');
    assert.deepEqual(hearers('Ya es de otra'), ['/push/office']);

    const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
    const from = `${hour.format(time.clock())}:00`;
    const to = `${hour.format(new Date(time.clock().getTime() + 3_600_000 * 2))}:00`;
    await prefer(admin, { quietHours: { from, to, timeZone: 'UTC' } });
    await prefer(agent, { notify: 'all', language: 'en' });
    await receive('De noche');
    await heard('De noche', 'ana');
    assert.deepEqual(hearers('De noche'), ['/push/ana']);
    await prefer(admin, { quietHours: null });
    await prefer(agent, { notify: 'none' });
    await receive('Para quien quiera');
    await heard('Para quien quiera', 'office');
    assert.deepEqual(hearers('Para quien quiera'), ['/push/office']);
  });

  it('leave out who has the conversation open', async () => {
    const message = await receive('Antes');
    await heard('Antes', 'office');
    const socket = await application.socket(admin);
    await socket.io.emitWithAck('join:conversation', message.contactId);
    await prefer(agent, { notify: 'all' });
    await receive('Lo está viendo');
    await heard('Lo está viendo', 'ana');
    assert.deepEqual(hearers('Lo está viendo'), ['/push/ana']);
    socket.io.disconnect();
    await socket.cut;
  });

  it('forget a browser that its push service no longer knows', async () => {
    await subscribe(agent, 'thrown-away');
    receiver.answers.set('/push/thrown-away', 410);
    await receive('Uno');
    await heard('Uno', 'ana');
    const left = () =>
      application.application.store.read((database) =>
        database.selectFrom('pushSubscriptions').select('endpoint').where('endpoint', 'like', '%thrown-away').execute(),
      );
    // What is under way goes on meanwhile.
    while ((await left()).length > 0) await application.anonymous.get('/config').expect(200);
    receiver.answers.clear();
    await receive('Dos');
    await heard('Dos', 'ana');
    assert.ok(!hearers('Dos').includes('/push/thrown-away'));
  });

  it('are not sent on by a push service', async (context) => {
    const { endpoint } = await subscribe(agent, 'sent-on');
    receiver.redirects.set('/push/sent-on', 'https://169.254.169.254/latest');
    const places = watchConnections(context);
    for (const text of ['Reenviado', 'El de después']) {
      await receive(text);
      await heard(text, 'ana');
    }
    assert.ok(receiver.redirected > 0);
    const own = [application.url, endpoint].map((address) => new URL(address));
    const known = own.flatMap(({ hostname, port }) => [hostname, `127.0.0.1:${port}`, `[::1]:${port}`]);
    assert.deepEqual(
      [...places].filter((place) => !known.includes(place)),
      [],
    );
  });
});

describe('The address of a push service', () => {
  it('is one of those in PUSH_SERVICES, whatever a browser names', async (context) => {
    const application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    context.after(() => application.stop());
    const admin = await application.createClient('acme');
    const keys = { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: 'A'.repeat(22) };
    const subscribe = (endpoint: string) => admin.api.post('/push/subscriptions', { endpoint, keys });
    await subscribe('https://fcm.googleapis.com/fcm/send/a').expect(204);
    const places = insideHosts.map((host) => `https://${host}/push`);
    places.push('http://fcm.googleapis.com/a', 'https://x@fcm.googleapis.com/', 'https://u:p@fcm.googleapis.com/');
    places.push('file:///etc/passwd', 'data:,secret', 'ws://127.0.0.1/', 'gopher://127.0.0.1:25/', '//127.0.0.1/', '');
    for (const place of places) await subscribe(place).expect(400);
    const stored = await application.application.store.read((database) =>
      database.selectFrom('pushSubscriptions').select('endpoint').execute(),
    );
    assert.equal(stored.length, 1);
    const operator = await application.operator();
    await operator.api.get('/push/key').expect(403);
    await application.anonymous.get('/push/key').expect(401);
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { EventData, EventPage } from '#contract/events';
import type { ConversationPlace } from '../../src/realtime/index.ts';
import { startTestApplication, type TestApplication, type TestSocket, type TestUser } from '../support/index.ts';

type Told = EventData<'presence:changed'>;

describe('Presence', () => {
  let application: TestApplication;
  let admin: TestUser;
  let ana: TestUser;

  beforeEach(async () => {
    application = await startTestApplication({
      hooks: {
        contactExists: (clientCode, contactId) => Promise.resolve(contactId.startsWith(`contact-of-${clientCode}`)),
        conversationExists: (clientCode, contactId, conversationId) =>
          Promise.resolve(contactId === `contact-of-${clientCode}` && conversationId.startsWith('on-')),
      },
    });
    admin = await application.createClient('one');
    ana = await application.createUser(admin, 'Ana');
  });
  afterEach(() => application.stop());

  const asSeen = (viewing: string | null) => ({ userId: ana.user.id, name: 'Ana', online: true, viewing });
  /** Waits until this socket is told that Ana looks at `viewing`. */
  const seesAna = (socket: TestSocket, viewing: string | null): Promise<Told> =>
    socket.event('presence:changed', ({ users }) =>
      users.some((user) => user.userId === ana.user.id && user.online && user.viewing === viewing),
    );

  it('shows colleagues who comes, what they look at and that they go', async () => {
    const colleague = await application.socket(admin);
    const socket = await application.socket(ana);
    assert.deepEqual((await seesAna(colleague, null)).clientCode, 'one');
    await socket.joinConversation('contact-of-one');
    await seesAna(colleague, 'contact-of-one');
    socket.close();
    const gone = await colleague.event('presence:changed', ({ users }) => users.some(({ online }) => !online));
    assert.deepEqual(gone.users, [{ ...asSeen(null), online: false }]);
  });

  it('is told as a whole to who joins, and to nobody else', async () => {
    const [colleague, socket] = [await application.socket(admin), await application.socket(ana)];
    await socket.joinConversation('contact-of-one');
    await seesAna(colleague, 'contact-of-one');
    await colleague.join('one');
    const whole = colleague.dataOf('presence:changed').filter(({ complete }) => complete);
    assert.deepEqual(
      whole.map(({ users }) => new Set(users)),
      [
        new Set([
          asSeen('contact-of-one'),
          { userId: admin.user.id, name: admin.user.name, online: true, viewing: null },
        ]),
      ],
    );
    assert.ok(socket.dataOf('presence:changed').every(({ complete }) => complete === undefined));
  });

  it('is nobody else’s business: not of another client, and operators have none', async () => {
    const foreigner = await application.socket(await application.createClient('two'));
    const operator = await application.socket(await application.operator());
    const [colleague, socket] = [await application.socket(admin), await application.socket(ana)];
    await socket.joinConversation('contact-of-two');
    await socket.joinConversation('contact-of-one');
    await seesAna(colleague, 'contact-of-one');
    await foreigner.join('two');
    assert.ok(foreigner.dataOf('presence:changed').every(({ clientCode }) => clientCode === 'two'));
    assert.deepEqual(operator.received, []);
    const everybody = colleague.dataOf('presence:changed').flatMap(({ users }) => users);
    assert.deepEqual(new Set(everybody.map(({ userId }) => userId)), new Set([ana.user.id, admin.user.id]));
    assert.ok(everybody.every(({ viewing }) => viewing !== 'contact-of-two'));
  });

  it('says which of a contact’s conversations somebody looks at, where their program says so', async () => {
    const [colleague, socket] = [await application.socket(admin), await application.socket(ana)];
    const [sales, support] = ['on-sales', 'on-support'].map((conversationId) => ({
      contactId: 'contact-of-one',
      conversationId,
    })) as [ConversationPlace, ConversationPlace];
    const sees = (conversationId: string | undefined) =>
      colleague.event('presence:changed', ({ users }) =>
        users.some((user) => user.userId === ana.user.id && user.viewingConversation === conversationId),
      );
    assert.deepEqual(await socket.joinConversation(sales), { ok: true });
    await sees('on-sales');
    const { realtime } = application.application;
    assert.equal(realtime.isLooking('one', ana.user.id, sales), true);
    assert.equal(realtime.isLooking('one', ana.user.id, support), false);
    await socket.joinConversation(support);
    assert.deepEqual(await socket.leaveConversation(sales), { ok: true });
    await sees('on-support');
    assert.deepEqual(await socket.leaveConversation(support), { ok: true });
    assert.equal(realtime.isLooking('one', ana.user.id, support), false);
    assert.deepEqual(await socket.leaveConversation(support), { ok: false, error: 'not_found' });
    const foreign = { contactId: 'contact-of-one', conversationId: 'of-somebody-else' };
    assert.deepEqual(await socket.joinConversation(foreign), { ok: false, error: 'not_found' });

    socket.close();
    const poll = (query: string) => ana.api.get<EventPage>(`/events?after=0&viewing=contact-of-one${query}`);
    const { body } = await poll('&viewingConversation=on-sales').expect(200);
    const shown = body.live.presence?.find(({ userId }) => userId === ana.user.id);
    assert.deepEqual(shown, { ...asSeen('contact-of-one'), viewingConversation: 'on-sales' });
  });

  it('counts who polls, and is in the answer to who polls', async () => {
    const colleague = await application.socket(admin);
    const poll = (query: string) => ana.api.get<EventPage>(`/events?after=0${query}`).expect(200);
    const { body } = await poll('&viewing=contact-of-one');
    assert.deepEqual(
      body.live.presence?.find(({ userId }) => userId === ana.user.id),
      asSeen('contact-of-one'),
    );
    assert.equal(body.live.presence.length, 2);
    await seesAna(colleague, 'contact-of-one');
    await poll('&viewing=contact-of-two');
    await seesAna(colleague, null);
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { EventPage } from '#contract/events';
import { TypingBoard, type ConversationPlace } from '../../src/realtime/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('Typing', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let sentOn: [string, ConversationPlace, boolean][];

  beforeEach(async () => {
    sentOn = [];
    application = await startTestApplication({
      hooks: {
        contactExists: (_clientCode, contactId) => Promise.resolve(contactId === 'contact'),
        conversationExists: (_clientCode, contactId, id) =>
          Promise.resolve(contactId === 'contact' && ['on-sales', 'on-support'].includes(id)),
        typing: (...typing) => sentOn.push(typing),
      },
    });
    admin = await application.createClient('one');
    agent = await application.createUser(admin, 'Ana');
  });
  afterEach(() => application.stop());

  it('is shown to colleagues, goes on to WhatsApp, and is in the answer to who polls', async () => {
    const [typist, colleague] = [await application.socket(agent), await application.socket(admin)];
    typist.io.emit('typing:start', 'contact');
    const started = await colleague.event('typing:start');
    assert.equal(started.contactId, 'contact');
    assert.equal(started.by, 'user');
    assert.equal(started.userId, agent.user.id);
    const { body } = await admin.api.get<EventPage>('/events?after=0').expect(200);
    assert.deepEqual(body.live.typing, [{ contactId: 'contact', by: 'user', userId: agent.user.id }]);

    typist.io.emit('typing:stop', { contactId: 'contact', conversationId: 'conversation' });
    await colleague.event('typing:stop');
    assert.deepEqual(sentOn, [
      ['one', { contactId: 'contact' }, true],
      ['one', { contactId: 'contact' }, false],
    ]);
  });

  it('says in which of the contact’s conversations, and ends in that one alone', async () => {
    const [typist, colleague] = [await application.socket(agent), await application.socket(admin)];
    const [sales, support] = [
      { contactId: 'contact', conversationId: 'on-sales' },
      { contactId: 'contact', conversationId: 'on-support' },
    ];
    typist.io.emit('typing:start', sales);
    typist.io.emit('typing:start', support);
    await colleague.event('typing:start', ({ conversationId }) => conversationId === 'on-support');
    typist.io.emit('typing:stop', support);
    const stopped = await colleague.event('typing:stop');
    assert.equal(stopped.conversationId, 'on-support');
    const { realtime } = application.application;
    assert.deepEqual(realtime.live('one', false).typing, [{ ...sales, by: 'user', userId: agent.user.id }]);
    assert.deepEqual(sentOn, [
      ['one', sales, true],
      ['one', support, true],
      ['one', support, false],
    ]);
    typist.io.emit('typing:stop', 'contact');
    await colleague.event('typing:stop', ({ conversationId }) => conversationId === 'on-sales');
    assert.deepEqual(realtime.live('one', false).typing, []);
  });

  it('does not pass on a conversation that the contact does not have', async () => {
    const [typist, colleague] = [await application.socket(agent), await application.socket(admin)];
    typist.io.emit('typing:start', { contactId: 'contact', conversationId: 'of-somebody-else' });
    const started = await colleague.event('typing:start');
    assert.equal(started.contactId, 'contact');
    assert.equal(started.conversationId, undefined);
  });

  it('ends when the browser goes away', async () => {
    const [typist, colleague] = [await application.socket(agent), await application.socket(admin)];
    typist.io.emit('typing:start', 'contact');
    await colleague.event('typing:start');
    typist.close();
    await colleague.event('typing:stop');
    assert.deepEqual(sentOn.at(-1), ['one', { contactId: 'contact' }, false]);
  });

  it('to a foreign contact reaches nobody', async () => {
    const [typist, colleague] = [await application.socket(agent), await application.socket(admin)];
    typist.io.emit('typing:start', 'foreign');
    typist.io.emit('typing:start', 'contact');
    await colleague.event('typing:start', ({ contactId }) => contactId === 'contact');
    assert.equal(colleague.dataOf('typing:start').length, 1);
  });

  it('of a contact is kept for those who poll until it stops', async () => {
    const { realtime } = application.application;
    const socket = await application.socket(agent);
    realtime.emitPassing('one', 'typing:start', { contactId: 'contact', by: 'contact' });
    await socket.event('typing:start', ({ by }) => by === 'contact');
    assert.deepEqual(realtime.live('one', false).typing, [{ contactId: 'contact', by: 'contact' }]);
    realtime.emitPassing('one', 'typing:stop', { contactId: 'contact', by: 'contact' });
    await socket.event('typing:stop');
    assert.deepEqual(realtime.live('one', false).typing, []);
  });
});

describe('TypingBoard', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('ends what a person does not renew within 10 seconds', () => {
    const expired: string[] = [];
    const board = new TypingBoard((clientCode, { contactId }) => expired.push(`${clientCode} ${contactId}`));
    const typing = { contactId: 'contact', by: 'user', userId: 'ana' } as const;
    assert.equal(board.start('one', typing), true);
    mock.timers.tick(6_000);
    assert.equal(board.start('one', typing), false);
    mock.timers.tick(9_999);
    assert.deepEqual(expired, []);
    mock.timers.tick(1);
    assert.deepEqual(expired, ['one contact']);
    assert.deepEqual(board.list('one'), []);
  });
});

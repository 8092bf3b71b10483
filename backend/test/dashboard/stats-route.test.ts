import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EventPage } from '#contract/events';
import { statsResponse, type StatsResponse } from '#contract/stats';
import { recordMessage, type RecordedMessage } from '../../src/conversations/index.ts';
import { readHead } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('Figures over HTTP and sockets', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let sessionId: string;
  let number = 0;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const line = await application.application.store.write((writing) =>
      createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Ventas' }),
    );
    sessionId = line.id;
  });
  after(() => application.stop());

  function receive(phoneNumber: string, message: Partial<RecordedMessage> = {}) {
    number += 1;
    const whatsappId = `W-${String(number)}`;
    return application.application.store.write((writing) =>
      recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: { phoneNumber },
        whatsappId,
        fromMe: false,
        type: 'text',
        text: 'hello',
        sentAt: writing.now,
        ...message,
      }),
    );
  }
  const statsOf = async (user: TestUser) => (await user.api.get<StatsResponse>('/stats').expect(200)).body;

  it('are the same for everybody of the client, and of the same moment as epoch and seq', async () => {
    await receive('573001112233');
    const answer = await statsOf(agent);
    assert.deepEqual(statsResponse.strict().parse(answer), answer);
    assert.partialDeepStrictEqual(answer.stats, { received: 1, openConversations: 1, unassigned: 1, unread: 1 });
    const head = await application.application.store.read((database) => readHead(database, 'acme'));
    assert.deepEqual({ epoch: answer.epoch, seq: answer.seq }, head);
    assert.deepEqual((await statsOf(admin)).stats, answer.stats);
  });

  it('are nobody else’s business', async () => {
    assert.equal((await statsOf(stranger)).stats.received, 0);
    await (await application.operator()).api.get('/stats').expect(403);
    await application.anonymous.get('/stats').expect(401);
    await agent.api.post('/stats').expect(405);
  });

  it('reach a socket when it comes and when they change, and no socket of another client', async () => {
    const [ours, theirs] = [await application.socket(agent), await application.socket(stranger)];
    const { received } = (await statsOf(agent)).stats;
    await ours.join('acme');
    await ours.event('stats:updated', ({ stats }) => stats.received === received);
    const before = await statsOf(agent);

    await receive('573001112244');
    const told = await ours.event('stats:updated', ({ stats }) => stats.received === received + 1);
    assert.equal(told.clientCode, 'acme');
    assert.equal(told.seq, undefined);
    assert.ok(told.at >= before.at);
    assert.deepEqual(told.stats, (await statsOf(agent)).stats);
    assert.deepEqual(theirs.dataOf('stats:updated'), []);
  });

  it('follow what the team decides', async () => {
    const socket = await application.socket(agent);
    await socket.join('acme');
    const { stats } = await statsOf(agent);
    const { body } = await agent.api.get<{ items: { id: string }[] }>('/conversations').expect(200);
    const change = { assignedTo: agent.user.id, unread: 0 };
    await agent.api.patch(`/conversations/${body.items[0]?.id ?? ''}`, change).expect(200);
    const [unassigned, unread] = [stats.unassigned - 1, stats.unread - 1];
    await socket.event('stats:updated', (told) => told.stats.unassigned === unassigned && told.stats.unread === unread);
  });

  it('come with each poll, for who has no socket', async () => {
    await receive('573001112255');
    const { stats, at, seq } = await statsOf(agent);
    const page = (await agent.api.get<EventPage>(`/events?after=${String(seq)}`).expect(200)).body;
    assert.deepEqual(page.live.stats, stats);
    assert.ok((page.live.at ?? '') >= at);
  });

  it('say of each line what it received and sent today', async () => {
    const second = await application.application.store.write((writing) =>
      createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Soporte' }),
    );
    const socket = await application.socket(agent);
    await socket.join('acme');
    const before = (await statsOf(agent)).stats;
    assert.equal(before.lines[second.id], undefined);

    await receive('573001112266', { sessionId: second.id });
    await receive('573001112266', { sessionId: second.id, fromMe: true, status: 'delivered' });
    await receive('573001112266', { sessionId: second.id, fromMe: true, status: 'failed' });
    const lines = { ...before.lines, [second.id]: { received: 1, sent: 1 } };
    assert.deepEqual((await statsOf(agent)).stats.lines, lines);
    const { stats } = await socket.event('stats:updated', (told) => told.stats.failed === before.failed + 1);
    assert.deepEqual(stats.lines, lines);
    assert.equal(stats.received, before.received + 1);
  });
});

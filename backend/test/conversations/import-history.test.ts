import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import type { EventPage } from '#contract/events';
import type { MessageSearchPage } from '#contract/message-search';
import type { MessagePage } from '#contract/messages';
import type { StatsResponse } from '#contract/stats';
import { importHistory, recordMessage, type ImportedConversation } from '../../src/conversations/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('The past of a client, put in at once', () => {
  let application: TestApplication;
  let admin: TestUser;
  let sessionId: string;
  let seqBefore: number;

  const head = async () => (await admin.api.get<ConversationPage>('/conversations').expect(200)).body.seq;
  const text = (words: string, minute: number, userId: string | null = null) => ({
    text: words,
    userId,
    sentAt: new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString(),
  });
  const conversation = (changes: Partial<ImportedConversation>): ImportedConversation => ({
    sessionId,
    phoneNumber: '573001112233',
    name: 'Luz',
    stage: 'Cliente',
    status: 'open',
    assignedTo: null,
    unread: 0,
    labels: [],
    messages: [text('Hola', 1)],
    ...changes,
  });

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
    const { store } = application.application;
    sessionId = (
      await store.write((writing) => createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Ventas' }))
    ).id;
    const { body } = await admin.api.post<{ label: { id: string } }>('/labels', { name: 'VIP', colour: 'teal' });
    seqBefore = await head();
    const history = [
      conversation({
        unread: 2,
        labels: [body.label.id],
        messages: [text('¿Ya llegó mi pedido?', 1), text('Sí, ya llegó', 20, admin.user.id), text('Voy por él', 40)],
      }),
      conversation({ phoneNumber: '573004445566', name: 'José', status: 'closed', messages: [text('Un pedido', 30)] }),
    ];
    await store.write((writing) => importHistory(writing, 'acme', history));
  });
  after(() => application.stop());

  const conversations = async (query = '') =>
    (await admin.api.get<ConversationPage>(`/conversations${query}`).expect(200)).body.items;

  it('is there with all that is known of it', async () => {
    const [luz, ...others] = await conversations();
    assert.equal(others.length, 0);
    assert.deepEqual(
      [luz?.contact.name, luz?.contact.stage, luz?.unread, luz?.labels.length, luz?.lastMessage?.text],
      ['Luz', 'Cliente', 2, 1, 'Voy por él'],
    );
    const [jose] = await conversations('?filter=closed');
    assert.equal(jose?.contact.name, 'José');
    const { body } = await admin.api.get<MessagePage>(`/conversations/${luz?.id ?? ''}/messages`).expect(200);
    assert.deepEqual(
      body.items.map(({ text: words, author, status }) => [words, author, status]),
      [
        ['¿Ya llegó mi pedido?', 'contact', 'received'],
        ['Sí, ya llegó', 'user', 'read'],
        ['Voy por él', 'contact', 'received'],
      ],
    );
  });

  it('is found, the newest first, over all conversations', async () => {
    const { body } = await admin.api.get<MessageSearchPage>('/messages?q=pedido').expect(200);
    assert.deepEqual(
      body.items.map(({ text: words }) => words),
      ['Un pedido', '¿Ya llegó mi pedido?'],
    );
  });

  it('counts as conversations of now and as messages of then', async () => {
    const { body } = await admin.api.get<StatsResponse>('/stats').expect(200);
    const { stats } = body;
    assert.deepEqual([stats.openConversations, stats.closedConversations, stats.unread], [1, 1, 1]);
    assert.equal(stats.received, 0);
    assert.equal(stats.waiting, 1);
    const [luz] = await conversations();
    assert.equal(luz?.waitingSince, '2026-01-05T10:40:00.000Z');
    const replies = await application.application.store.read((database) =>
      database.selectFrom('firstReplyCounts').select(['bucket', 'userId', 'count']).execute(),
    );
    assert.deepEqual(
      replies.map((row) => ({ ...row })),
      [{ bucket: '2026-01-05T10:15:00.000Z', userId: admin.user.id, count: 1 }],
    );
    const counts = await application.application.store.read((database) =>
      database.selectFrom('messageCounts').select(['bucket', 'received', 'sent', 'read']).orderBy('bucket').execute(),
    );
    assert.deepEqual(
      counts.map((row) => ({ ...row })),
      [
        { bucket: '2026-01-05T10:00:00.000Z', received: 1, sent: 0, read: 0 },
        { bucket: '2026-01-05T10:15:00.000Z', received: 0, sent: 1, read: 1 },
        { bucket: '2026-01-05T10:30:00.000Z', received: 2, sent: 0, read: 0 },
      ],
    );
  });

  it('counts its conversations as they were at the time, and as they have been since', async () => {
    const rows = await application.application.store.read((database) =>
      database.selectFrom('conversationCountsByQuarter').selectAll().orderBy('bucket').execute(),
    );
    const counts = rows.map(({ bucket, openConversations, unassigned, unread, waiting }) => [
      bucket.slice(0, 16),
      ...[openConversations, unassigned, unread, waiting],
    ]);
    assert.deepEqual(counts.slice(0, 3), [
      ['2026-01-05T10:00', 1, 1, 1, 1],
      ['2026-01-05T10:15', 1, 1, 0, 0],
      ['2026-01-05T10:30', 1, 1, 1, 1],
    ]);
    const others = counts.slice(3).map(([, ...count]) => count);
    assert.deepEqual(others, [[1, 1, 1, 1]]);
  });

  it('has whoever followed the log start over, and what comes next follows without a hole', async () => {
    await admin.api.get(`/events?after=${String(seqBefore)}`).expect(410);
    const seq = await head();
    assert.equal(seq, seqBefore + 4);

    await application.application.store.write((writing) =>
      recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: { phoneNumber: '573004445566' },
        whatsappId: 'next',
        fromMe: false,
        type: 'text',
        text: 'Otra vez yo',
        sentAt: new Date().toISOString(),
      }),
    );
    const { body } = await admin.api.get<EventPage>(`/events?after=${String(seq)}`).expect(200);
    assert.deepEqual(
      body.events.map((event) => event.seq),
      [seq + 1],
    );
    const [jose] = await conversations();
    assert.deepEqual([jose?.contact.name, jose?.status], ['José', 'open']);
  });

  it('takes an answer that failed for none', async () => {
    const failed = { ...text('No salió', 20, admin.user.id), status: 'failed' } as const;
    const phoneNumber = '573007778899';
    const history = [conversation({ phoneNumber, name: 'Rosa', messages: [text('¿Hola?', 5), failed] })];
    const { store } = application.application;
    await store.write((writing) => importHistory(writing, 'acme', history));
    const rosa = (await conversations()).find(({ contact }) => contact.phoneNumber === phoneNumber);
    assert.equal(rosa?.waitingSince, '2026-01-05T10:05:00.000Z');
    const answered = await store.read((database) =>
      database.selectFrom('messages').select('text').where('answeredAfter', 'is not', null).execute(),
    );
    assert.ok(answered.every((row) => row.text !== 'No salió'));
  });
});

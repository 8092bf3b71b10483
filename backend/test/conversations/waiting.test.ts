import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Conversation, ConversationPage } from '#contract/conversations';
import type { MessageStatus, SendMessageResponse } from '#contract/messages';
import type { Stats, StatsResponse } from '#contract/stats';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import {
  addCampaignMessage,
  findContact,
  findConversation,
  learnAddresses,
  recordMessage,
  recordReaction,
  recordStatus,
  type RecordedMessage,
} from '../../src/conversations/index.ts';
import { DrivenTime, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const MINUTE = 60_000;

describe('Who waits for an answer', () => {
  const time = new DrivenTime();
  let application: TestApplication;
  let agent: TestUser;
  let sessionId: string;
  let number = 0;

  before(async () => {
    application = await startTestApplication({
      clock: time.clock,
      environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' },
    });
    const admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    sessionId = body.session.id;
  });
  after(() => application.stop());

  const now = () => application.application.store.now().getTime();
  const ago = (minutes: number) => new Date(now() - minutes * MINUTE).toISOString();
  const person = (place: number) => ({ phoneNumber: `57300000000${String(place)}` });

  async function told(message: Pick<RecordedMessage, 'address'> & Partial<RecordedMessage>): Promise<Conversation> {
    number += 1;
    const whatsappId = `W-${String(number)}`;
    const stored = await application.application.store.write((writing) =>
      recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        whatsappId,
        fromMe: false,
        type: 'text',
        text: 'hello',
        sentAt: writing.now,
        ...message,
      }),
    );
    return conversation(stored?.conversationId ?? '');
  }
  const conversation = async (id: string) =>
    (await agent.api.get<{ conversation: Conversation }>(`/conversations/${id}`).expect(200)).body.conversation;
  const stats = async (): Promise<Stats> => (await agent.api.get<StatsResponse>('/stats').expect(200)).body.stats;
  const list = async (query: string) =>
    (await agent.api.get<ConversationPage>(`/conversations?${query}`).expect(200)).body.items.map(({ id }) => id);
  const write = (id: string, type: 'text' | 'note') =>
    agent.api
      .post(`/conversations/${id}/messages`, { clientMessageId: `message-${String((number += 1))}`, type, text: 'hi' })
      .expect(202);

  const answer = async (id: string) => ((await write(id, 'text')).body as SendMessageResponse).message.id;
  const settle = (messageId: string, status: MessageStatus) =>
    application.application.store.write(async (writing) => {
      const { whatsappId } = await writing.database
        .selectFrom('messages')
        .select('whatsappId')
        .where('id', '=', messageId)
        .executeTakeFirstOrThrow();
      await recordStatus(writing, { clientCode: 'acme', sessionId, whatsappId, status });
    });

  it('is whoever has written, from the first of it until somebody of the team writes', async () => {
    const first = ago(0);
    const { id } = await told({ address: person(1) });
    time.pass(5 * MINUTE);
    assert.equal((await told({ address: person(1) })).waitingSince, first);
    assert.equal((await stats()).waiting, 1);

    await write(id, 'note');
    assert.equal((await conversation(id)).waitingSince, first);
    await write(id, 'text');
    assert.equal((await conversation(id)).waitingSince, null);
    assert.partialDeepStrictEqual(await stats(), { waiting: 0, firstReplies: { answered: 1, median: 308, p90: 308 } });

    await write(id, 'text');
    assert.equal((await stats()).firstReplies.answered, 1);
  });

  it('has waited since the message was written, however late it came, and may be answered on the phone', async () => {
    const { waitingSince } = await told({ address: person(2), sentAt: ago(60) });
    assert.equal(waitingSince, ago(60));
    const answered = await told({ address: person(2), fromMe: true, sentAt: ago(59) });
    assert.equal(answered.waitingSince, null);
    assert.equal((await told({ address: person(2), sentAt: ago(-10) })).waitingSince, ago(0));
  });

  it('is nobody whose question comes after its answer, and still somebody when an older answer comes', async () => {
    const { id } = await told({ address: person(9), fromMe: true, sentAt: ago(5) });
    const late = await told({ address: person(9), sentAt: ago(10) });
    assert.equal(late.id, id);
    assert.equal(late.waitingSince, null);

    const asked = await told({ address: person(9), sentAt: ago(2) });
    assert.equal(asked.waitingSince, ago(2));
    const { firstReplies } = await stats();
    const answered = await told({ address: person(9), fromMe: true, sentAt: ago(3) });
    assert.equal(answered.waitingSince, ago(2));
    assert.equal((await stats()).firstReplies.answered, firstReplies.answered);
    // So that nobody waits for the tests to come.
    await told({ address: person(9), fromMe: true });
  });

  it('still waits after a reaction and after what a campaign says', async () => {
    const { id, contactId, waitingSince } = await told({ address: person(3), whatsappId: 'question' });
    await application.application.store.write(async (writing) => {
      const about = { clientCode: 'acme', sessionId, address: person(3), about: 'question', emoji: '👍' };
      await recordReaction(writing, { ...about, whatsappId: 'reaction', fromMe: true, sentAt: writing.now });
      const [contact, row] = [
        await findContact(writing.database, 'acme', contactId),
        await findConversation(writing.database, 'acme', id),
      ];
      assert.ok(contact && row);
      await addCampaignMessage(writing, contact, row, { type: 'text', text: 'Sale!' });
    });
    assert.equal((await conversation(id)).waitingSince, waitingSince);
  });

  it('waits no more once the conversation is closed, without a first reply', async () => {
    const { id } = await told({ address: person(4) });
    const { answered } = (await stats()).firstReplies;
    await agent.api.patch(`/conversations/${id}`, { status: 'closed' }).expect(200);
    assert.equal((await conversation(id)).waitingSince, null);
    await agent.api.patch(`/conversations/${id}`, { status: 'open' }).expect(200);
    assert.equal((await conversation(id)).waitingSince, null);
    await write(id, 'text');
    assert.equal((await stats()).firstReplies.answered, answered);
  });

  it('waits again, since then, once every answer has failed, until one is sent again or another is written', async () => {
    const asked = ago(0);
    const { answered } = (await stats()).firstReplies;
    const { id } = await told({ address: person(10) });
    const says = async (waitingSince: string | null, count: number) => {
      assert.equal((await conversation(id)).waitingSince, waitingSince);
      assert.equal((await stats()).firstReplies.answered, answered + count);
    };
    time.pass(MINUTE);
    const answers = [await answer(id), await answer(id)] as const;
    await settle(answers[0], 'failed');
    await says(null, 1);
    await settle(answers[1], 'failed');
    await says(asked, 0);
    time.pass(MINUTE);
    const askedAgain = ago(0);
    await told({ address: person(10) });
    await says(asked, 0);

    await agent.api.post(`/conversations/${id}/messages/${answers[0]}/retry`).expect(202);
    await says(askedAgain, 1);
    await settle(answers[0], 'failed');
    await says(asked, 0);
    await write(id, 'text');
    await says(null, 1);
  });

  it('waits no more where an answer fails in a conversation that is closed by then', async () => {
    const { id } = await told({ address: person(11) });
    const failed = await answer(id);
    await agent.api.patch(`/conversations/${id}`, { status: 'closed' }).expect(200);
    await settle(failed, 'failed');
    assert.equal((await conversation(id)).waitingSince, null);
  });

  it('is nobody in a group', async () => {
    const { id, waitingSince } = await told({ address: { groupId: '120363000000000001' }, participant: person(5) });
    assert.equal(waitingSince, null);
    await settle(await answer(id), 'failed');
    assert.equal((await conversation(id)).waitingSince, null);
  });

  it('is told apart by how long, and by whose they are', async () => {
    const short = await told({ address: person(6), sentAt: ago(4) });
    const long = await told({ address: person(7), sentAt: ago(5) });
    await agent.api.patch(`/conversations/${long.id}`, { assignedTo: agent.user.id }).expect(200);
    const [upTo, from] = [await list('waiting=0-300'), await list('waiting=300')];
    assert.ok(upTo.includes(short.id) && !upTo.includes(long.id));
    assert.ok(from.includes(long.id) && !from.includes(short.id));
    assert.deepEqual(await list(`waiting=300-900&agent=${agent.user.id}`), [long.id]);
    assert.deepEqual(await list(`waiting=301&agent=${agent.user.id}`), []);
    assert.deepEqual((await stats()).agents[agent.user.id], { open: 1, unread: 1, waiting: 1 });
    await agent.api.get('/conversations?waiting=long').expect(400);
  });

  it('was answered, where two conversations become one, if either has the answer', async () => {
    const [lid, phoneNumber] = ['100000000000008', person(8).phoneNumber];
    await told({ address: { lid }, sentAt: ago(20) });
    const { id } = await told({ address: { phoneNumber }, sentAt: ago(15) });
    await write(id, 'text');
    await application.application.store.write((writing) => learnAddresses(writing, 'acme', { lid, phoneNumber }));
    assert.equal((await conversation(id)).waitingSince, null);

    const [later, other] = ['100000000000009', person(9).phoneNumber];
    const kept = await told({ address: { phoneNumber: other }, sentAt: ago(15) });
    await write(kept.id, 'text');
    await told({ address: { lid: later }, sentAt: ago(10) });
    await application.application.store.write((writing) =>
      learnAddresses(writing, 'acme', { lid: later, phoneNumber: other }),
    );
    assert.equal((await conversation(kept.id)).waitingSince, ago(10));
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage, ConversationResponse } from '#contract/conversations';
import type { Problem } from '#contract/http';
import type { SendMessageResponse } from '#contract/messages';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime } from '../support/driven-time.ts';
import type { TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

const TEN_MINUTES = 600_000;

describe('A conversation that the team begins by number', () => {
  const time = new DrivenTime();
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let sessionId: string;

  before(async () => {
    // Time passes in leaps here, in which no ping could be answered.
    const environment = { HEARTBEAT_DELAY_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, environment });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    sessionId = await bench.link(admin, business);
  });
  after(() => bench.stop());

  async function begin(phoneNumber: string): Promise<ConversationResponse['conversation']> {
    const body = { phoneNumber, sessionId };
    return (await admin.api.post<ConversationResponse>('/conversations', body).expect(201)).body.conversation;
  }

  async function refused(phoneNumber: string, status: number, line = sessionId): Promise<Problem> {
    const before = await count();
    const { body } = await admin.api.post<Problem>('/conversations', { phoneNumber, sessionId: line }).expect(status);
    assert.equal(await count(), before, 'nothing was made');
    return body;
  }

  async function count(): Promise<number> {
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    const contacts = await admin.api.get<{ items: unknown[] }>('/contacts').expect(200);
    return body.items.length + contacts.body.items.length;
  }

  it('is with whoever has the number on WhatsApp, and reaches their phone', async () => {
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    const { id, contact, status } = await begin(luz.phoneNumber);
    assert.deepEqual([contact.phoneNumber, contact.name, status], ['573004445566', '+573004445566', 'open']);

    const message = { clientMessageId: 'first-to-luz', type: 'text', text: 'Hola, Luz' };
    await admin.api.post<SendMessageResponse>(`/conversations/${id}/messages`, message).expect(202);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'Hola, Luz');
    assert.equal((await begin(luz.phoneNumber)).id, id, 'there is one');
  });

  it('is the one that is there already where the person has written before', async () => {
    const sol = bench.lab.createPhone({ phoneNumber: '573007778899', name: 'Sol' });
    const socket = await bench.application.socket(admin);
    await sol.sendText(business.phoneNumber, 'Buenas', { addressing: 'lid' });
    const { conversation } = await socket.event('message:new', ({ message }) => message.text === 'Buenas');
    await admin.api.patch(`/conversations/${conversation.id}`, { status: 'closed' }).expect(200);

    const begun = await begin(sol.phoneNumber);
    assert.deepEqual([begun.id, begun.status, begun.contact.name], [conversation.id, 'open', 'Sol']);
  });

  const spelt: [country: string, typed: string, real: string][] = [
    ['Mexico', '525512345678', '5215512345678'],
    ['Mexico, the other way round', '5218187654321', '528187654321'],
    ['Argentina', '541123456789', '5491123456789'],
    ['Brazil', '5511987654321', '551187654321'],
    ['Brazil, the other way round', '552187654321', '5521987654321'],
  ];
  for (const [country, typed, real] of spelt) {
    it(`finds whoever WhatsApp has under the other spelling of the number: ${country}`, async () => {
      bench.lab.createPhone({ phoneNumber: real, name: country });
      const conversation = await begin(typed);
      assert.equal(conversation.contact.phoneNumber, real);
      assert.equal((await begin(real)).id, conversation.id);
      assert.equal((await conversationWith(admin, real)).id, conversation.id);
    });
  }

  it('is refused in words where nobody has the number on WhatsApp, and asked about anew a while later', async () => {
    const problem = await refused('573009990001', 422);
    assert.deepEqual([problem.type, problem.detail], ['not-on-whatsapp', 'Nobody has this number on WhatsApp.']);

    bench.lab.createPhone({ phoneNumber: '573009990001', name: 'Nueva' });
    await refused('573009990001', 422);
    time.pass(TEN_MINUTES + 1);
    await begin('573009990001');
  });

  it('is refused with what is wrong where the digits cannot be a number of their country', async () => {
    const cases: [digits: string, words: string][] = [
      ['57300444556677889', 'Use 7 to 15 digits with the country code, without "+".'],
      ['12025550', 'A number of this country has more digits.'],
      ['34612345678901', 'A number of Spain has fewer digits.'],
      ['57300444556', 'A number of Colombia has another count of digits.'],
      ['999123456789', 'No country has this code. Begin with the country code, without zeros before it.'],
    ];
    for (const [digits, message] of cases) {
      assert.deepEqual((await refused(digits, 400)).errors, [{ path: 'phoneNumber', message }], digits);
    }
  });

  it('is not begun where WhatsApp does not answer', async () => {
    bench.lab.faults.answerDelay = 3_600_000;
    const asked = refused('573009990002', 503);
    const waiting = setInterval(() => {
      time.pass(10_000);
    }, 20);
    assert.equal((await asked).type, 'unavailable');
    clearInterval(waiting);
    bench.lab.faults.answerDelay = 0;
  });
});

describe('A line asks WhatsApp about numbers', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let sessionId: string;

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    sessionId = await bench.link(admin, bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' }));
    bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
  });
  after(() => bench.stop());

  const begin = (phoneNumber: string, line?: string) =>
    admin.api.post<Problem>('/conversations', { phoneNumber, ...(line !== undefined && { sessionId: line }) });

  it('only while it is connected; conversations that are there open all the same', async () => {
    const { body } = await admin.api
      .post<{ session: { id: string } }>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Otra' })
      .expect(201);
    const other = await begin('573004445566', body.session.id).expect(409);
    assert.deepEqual(
      [other.body.type, other.body.detail],
      ['line-not-connected', 'The line is not connected, so WhatsApp cannot be asked about the number.'],
    );

    await begin('573004445566').expect(201);
    await admin.api.post(`/whatsapp/sessions/${sessionId}/logout`).expect(200);
    await begin('573004445566', sessionId).expect(201);
    await begin('573009990003', sessionId).expect(409);
  });

  it('seldom: whoever looks many up is told to wait', async () => {
    const another = await bench.link(admin, bench.lab.createPhone({ phoneNumber: '573001112244', name: 'Tienda 2' }));
    for (let number = 0; number < 10; number += 1) await begin(String(573_009_991_000 + number), another).expect(422);
    const refused = await begin('573009992000', another).expect(429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    await begin('573009991000', another).expect(422);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Conversation, ConversationPage } from '#contract/conversations';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

describe('one contact on two lines', () => {
  let bench: WhatsAppBench;
  let socket: TestSocket;
  let luz: Phone;
  let sales: Phone;
  let support: Phone;
  let onSales: Conversation;
  let onSupport: Conversation;

  before(async () => {
    bench = await WhatsAppBench.start();
    const admin: TestUser = await bench.application.createClient('acme');
    sales = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    support = bench.lab.createPhone({ phoneNumber: '573001112244', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    const lines = [await bench.link(admin, sales), await bench.link(admin, support)];
    socket = await bench.application.socket(admin);
    await luz.sendText(sales.phoneNumber, 'Quiero otros');
    await luz.sendText(support.phoneNumber, 'Se me rompieron');
    await socket.events('message:new', 2);
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    [onSales, onSupport] = lines.map((line) => body.items.find(({ sessionId }) => sessionId === line)) as [
      Conversation,
      Conversation,
    ];
  });
  after(() => bench.stop());

  it('is heard writing in the conversation of the line they write to, and in no other', async () => {
    const { contactId } = onSales;
    assert.equal(onSupport.contactId, contactId);
    await socket.joinConversation({ contactId, conversationId: onSupport.id });
    await luz.setTyping(support.phoneNumber, true);
    await socket.event('typing:start', ({ by }) => by === 'contact');
    await luz.setTyping(support.phoneNumber, false);
    await socket.event('typing:stop', ({ conversationId }) => conversationId === onSupport.id);
    const heard = socket.dataOf('typing:start');
    assert.deepEqual(
      heard.map((typing) => [typing.contactId, typing.conversationId]),
      [[contactId, onSupport.id]],
    );
  });

  it('sees that somebody writes through the line of the conversation alone', async () => {
    const shown = new Promise<void>((resolve) => {
      const stop = luz.onChange(() => {
        if (!luz.isTyping(support.phoneNumber)) return;
        stop();
        resolve();
      });
    });
    socket.io.emit('typing:start', { contactId: onSupport.contactId, conversationId: onSupport.id });
    await within(shown, 'the phone to show that somebody writes');
    assert.equal(luz.isTyping(sales.phoneNumber), false);
  });
});

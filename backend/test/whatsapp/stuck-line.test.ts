import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import type { SessionList } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

const CONTACTS = 14;
/** Baileys alone takes 20 s to give a write up. */
const UNLINKED_WITHIN = 15_000;

/** WhatsApp reads nothing more from it, and the buffers of the operating system are full. */
describe('A line on which nothing can be written any more', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let socket: TestSocket;
  let sessionId: string;

  beforeEach(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    sessionId = await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    for (let index = 0; index < CONTACTS; index += 1) {
      const contact = bench.lab.createPhone({ phoneNumber: String(573_004_440_000 + index), name: 'Luz' });
      await contact.sendText(business.phoneNumber, 'Hola');
    }
    await socket.events('message:new', CONTACTS);
    await write('short', 'Hola');
    await socket.event('message:status', () => acknowledged() === CONTACTS);
    business.silent = true;
    // Three bytes each on the wire, for the contact and once more for the own phone.
    await write('long', '…'.repeat(MAX_TEXT_LENGTH['whatsapp-web']));
  });
  afterEach(async () => {
    business.silent = false;
    await bench.stop();
  });

  const acknowledged = () => socket.dataOf('message:status').filter(({ status }) => status === 'sent').length;
  const write = async (name: string, text: string) => {
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    for (const { id } of body.items) {
      const message = { clientMessageId: `${name}-${id}`, type: 'text', text };
      await admin.api.post(`/conversations/${id}/messages`, message).expect(202);
    }
  };

  it('is unlinked all the same', async () => {
    const unlinked = admin.api.post(`/whatsapp/sessions/${sessionId}/logout`).expect(200);
    await within(unlinked, 'the line to be unlinked', UNLINKED_WITHIN);
    const { body } = await admin.api.get<SessionList>('/whatsapp/sessions').expect(200);
    assert.partialDeepStrictEqual(body.items, [{ state: 'unlinked', reason: 'unlinked_by_user' }]);
  });
});

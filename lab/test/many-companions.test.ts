import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { linkedCompanion, textOfMessage } from './support/companion.ts';

const COMPANIONS = 20;
const MESSAGES = 5;

test('twenty businesses and one contact write to each other at once, in one process, and nothing is lost', async (t) => {
  const lab = await startWhatsAppWebServer();
  t.after(() => lab.close());
  const contact = lab.createPhone({ phoneNumber: '573005550000', name: 'Luz' });
  const phones = Array.from({ length: COMPANIONS }, (_, index) =>
    lab.createPhone({ phoneNumber: `57300555${1000 + index}`, name: `Tienda ${index}` }),
  );
  const companions = await Promise.all(phones.map((phone) => linkedCompanion(lab.url, phone)));
  assert.equal(lab.connections, COMPANIONS);

  const expected = Array.from({ length: MESSAGES }, (_, number) => `mensaje ${number}`);
  await Promise.all(
    companions.map(async (companion, index) => {
      const number = phones[index]?.phoneNumber ?? '';
      for (const text of expected) {
        await Promise.all([contact.sendText(number, text), companion.socket.sendMessage(contact.jid, { text })]);
      }
    }),
  );
  await Promise.all(
    companions.map(async (companion, index) => {
      const number = phones[index]?.phoneNumber ?? '';
      await companion.until('all that the contact wrote', () => {
        const texts = companion.received.filter(({ key }) => !key.fromMe).map(textOfMessage);
        return texts.filter((text) => expected.includes(text)).length === MESSAGES;
      });
      await contact.untilLine(number, ({ fromMe, text }) => !fromMe && text === expected.at(-1));
      const arrived = contact.chat(number).filter(({ fromMe }) => !fromMe);
      assert.deepEqual(arrived.map(({ text }) => text).sort(), [...expected].sort());
      assert.equal(
        arrived.every(({ id }) => contact.framesReceived(id) === 1),
        true,
        'none was asked for again',
      );
    }),
  );
  await Promise.all(companions.map((companion) => companion.end()));
});

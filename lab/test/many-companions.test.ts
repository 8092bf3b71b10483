import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion, textOfMessage } from './support/companion.ts';

/** `LAB_COMPANIONS=200` takes about a minute and a half, most of it for the keys that Baileys makes. */
const COMPANIONS = Number(process.env['LAB_COMPANIONS'] ?? 20);
const AT_ONCE = 10;
const MESSAGES = 5;

let folder: string;
let stateFile: string;
let lab: WhatsAppWebServer;
let contact: Phone;
let companions: { phone: Phone; companion: Companion }[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-'));
  stateFile = join(folder, 'phones.json');
  lab = await startWhatsAppWebServer({ stateFile });
  contact = lab.createPhone({ phoneNumber: '573005550000', name: 'Luz' });
  for (let first = 0; first < COMPANIONS; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, COMPANIONS - first) }, async (_, index) => {
      const number = first + index;
      const phone = lab.createPhone({ phoneNumber: `57300555${1000 + number}`, name: `Tienda ${number}` });
      return { phone, companion: await linkedCompanion(lab.url, phone) };
    });
    companions.push(...(await Promise.all(batch)));
  }
});
after(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

test('many businesses and one contact write to each other at once, in one process, and nothing is lost', async () => {
  assert.equal(lab.connections, COMPANIONS);
  const expected = Array.from({ length: MESSAGES }, (_, number) => `mensaje ${number}`);
  await Promise.all(
    companions.map(async ({ companion, phone: { phoneNumber } }) => {
      for (const text of expected) {
        await Promise.all([contact.sendText(phoneNumber, text), companion.socket.sendMessage(contact.jid, { text })]);
      }
    }),
  );
  await Promise.all(
    companions.map(async ({ companion, phone: { phoneNumber } }) => {
      await companion.until('all that the contact wrote', () => {
        const texts = companion.received.filter(({ key }) => !key.fromMe).map(textOfMessage);
        return texts.filter((text) => expected.includes(text)).length === MESSAGES;
      });
      await contact.untilLine(phoneNumber, ({ fromMe, text }) => !fromMe && text === expected.at(-1));
      const arrived = contact.chat(phoneNumber).filter(({ fromMe }) => !fromMe);
      assert.deepEqual(arrived.map(({ text }) => text).sort(), [...expected].sort());
      assert.equal(
        arrived.every(({ id }) => contact.framesReceived(id) === 1),
        true,
        'none was asked for again',
      );
    }),
  );
});

test('the lab closes while all are there, and has all of them back after a restart', async () => {
  await lab.close();
  await Promise.all(
    companions.map(async ({ companion }) => {
      assert.equal(await companion.closed(), 428);
    }),
  );

  lab = await startWhatsAppWebServer({ stateFile });
  companions = companions.map(({ phone, companion }) => ({
    phone,
    companion: new Companion(lab.url, companion.credentials),
  }));
  await Promise.all(companions.map(({ companion }) => companion.open()));
  assert.equal(lab.connections, COMPANIONS);
  const sameContact = lab.phone(contact.phoneNumber);
  await Promise.all(
    companions.map(async ({ companion, phone: { phoneNumber } }) => {
      const sent = await sameContact?.sendText(phoneNumber, 'de nuevo');
      assert.equal(textOfMessage(await companion.message(sent?.id ?? '')), 'de nuevo');
    }),
  );
  await Promise.all(companions.map(({ companion }) => companion.end()));
});

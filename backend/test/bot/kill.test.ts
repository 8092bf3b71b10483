import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../../../lab/whatsapp-web/index.ts';
import '../../../lab/test/support/unref-long-timers.ts';
import { LinkedProcess, until } from '../whatsapp/linked-process.ts';
import { botWith, ruleSaying } from './bot-bodies.ts';

const KILLS = Number(process.env['KILLS'] ?? 3);
const CONTACTS = 12;
/** Somebody who answers at once more often than this is a machine. */
const EACH = 5;
/** A guard against hanging, not a measurement. */
const LIMIT_MS = 180_000 + KILLS * 30_000;
/** Long enough to be killed in, at every stage. */
const humanizer = {
  enabled: true,
  readingSpeed: 200,
  typingSpeed: 50,
  spread: 0.5,
  readingSeconds: { from: 0.1, to: 0.5 },
  typingSeconds: { from: 0.1, to: 0.8 },
};

describe('kill -9 at random moments while the bot answers', { timeout: LIMIT_MS }, () => {
  let lab: WhatsAppWebServer;
  let linked: LinkedProcess;
  let business: Phone;
  let contacts: Phone[];

  before(async () => {
    lab = await startWhatsAppWebServer();
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    contacts = Array.from({ length: CONTACTS }, (_, index) =>
      lab.createPhone({ phoneNumber: `57310000${String(1000 + index)}`, name: `Contacto ${String(index)}` }),
    );
    linked = await LinkedProcess.start(lab, business);
    const rule = ruleSaying('Respuesta {{1}}', { when: { kind: 'pattern', pattern: 'pregunta (\\d+)' } });
    await linked.admin.api.put('/bot', botWith([rule], { enabled: true, humanizer })).expect(200);
  });
  after(async () => {
    await linked.product.stop();
    await lab.close();
  });

  const answers = (contact: Phone) =>
    contact
      .chat(business.phoneNumber)
      .filter(({ fromMe }) => !fromMe)
      .map(({ text }) => text);

  /** Asks one thing after the other, each once the one before is answered. */
  async function keepAsking(contact: Phone): Promise<void> {
    for (let number = 1; number <= EACH; number++) {
      await contact.sendText(business.phoneNumber, `pregunta ${String(number)}`);
      await until('an answer', () => Promise.resolve(answers(contact).includes(`Respuesta ${String(number)}`)));
    }
  }

  it('answers each message once', { timeout: LIMIT_MS }, async (t) => {
    const asking = contacts.map(keepAsking);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(500 + Math.random() * 1_500);
      await linked.killAndRun();
    }
    await Promise.all(asking);
    const expected = Array.from({ length: EACH }, (_, index) => `Respuesta ${String(index + 1)}`);
    for (const contact of contacts) assert.deepEqual(answers(contact), expected);
    // A line for the table of `npm run test:reliability`.
    const counted = `${String(CONTACTS * EACH)} messages, each answered once`;
    t.diagnostic(`| 13 | kill -9 at ${String(KILLS)} random moments while the bot answers | ${counted} | holds |`);
  });
});

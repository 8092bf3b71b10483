import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const BUSINESS = '573006660001';
const CONTACT = '573006660002';

// Counted in processor time, Baileys' share included, so that a busy neighbour changes little.
test('three hundred phones, a log-in and a thousand messages take little time', async (t) => {
  const lab = await startWhatsAppWebServer();
  t.after(() => lab.close());
  const started = processorMs();
  for (let number = 0; number < 300; number += 1) {
    lab.createPhone({ phoneNumber: `5730077${10_000 + number}`, name: `Persona ${number}` });
  }
  const made = processorMs() - started;
  const business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  const contact = lab.createPhone({ phoneNumber: CONTACT, name: 'Luz' });

  const linking = processorMs();
  const first = await linkedCompanion(lab.url, business);
  const linked = processorMs() - linking;
  await first.end();
  const opening = processorMs();
  const companion = new Companion(lab.url, first.credentials);
  await companion.open();
  const opened = processorMs() - opening;

  const sending = processorMs();
  const ids = new Set<string>();
  for (let number = 0; number < 1000; number += 1) ids.add((await contact.sendText(BUSINESS, `mensaje ${number}`)).id);
  await companion.until('a thousand messages', () => {
    return companion.received.filter(({ key }) => ids.has(key.id ?? '')).length === ids.size;
  });
  const received = processorMs() - sending;
  t.diagnostic(
    `300 phones ${made.toFixed(0)} ms, scan to open ${linked.toFixed(0)} ms, log-in to open ${opened.toFixed(0)} ms`,
  );
  t.diagnostic(`1,000 messages to a companion in ${received.toFixed(0)} ms of processor time`);
  assert.ok(made < 500 && linked < 5000 && opened < 2000 && received < 15_000);
  await companion.end();
});

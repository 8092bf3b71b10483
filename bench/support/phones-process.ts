/** The simulated WhatsApp with one business and 20 contacts, driven by the bench over the process's message channel. */
import { setTimeout as pause } from 'node:timers/promises';
import { startWhatsAppWebServer } from '../../lab/whatsapp-web/index.ts';
import { stampedText, type PhonesAnswer, type PhonesRequest } from './phones-messages.ts';

const CONTACTS = 20;

const lab = await startWhatsAppWebServer();
const business = lab.createPhone({ phoneNumber: '573001112233', name: 'Bench' });
const contacts = Array.from({ length: CONTACTS }, (_, index) =>
  lab.createPhone({ phoneNumber: `57310000${String(1_000 + index)}`, name: `Contact ${String(index)}` }),
);

process.on('message', (request: PhonesRequest) => {
  carryOut(request).then(
    () => {
      if (request.do !== 'stop') tell({ done: request.do });
    },
    (error: unknown) => {
      tell({ failed: String(error) });
    },
  );
});
tell({ ready: lab.url });

async function carryOut(request: PhonesRequest): Promise<void> {
  if (request.do === 'scan') await business.scan(request.qr);
  if (request.do === 'greet') for (const contact of contacts) await contact.sendText(business.phoneNumber, 'Hola');
  if (request.do === 'burst') await Promise.all(Array.from({ length: request.count }, (_, number) => write(number)));
  if (request.do === 'pace') await writeAtPace(request.perSecond, request.count);
  if (request.do === 'stop') {
    await lab.close();
    process.disconnect();
  }
}

/** Open loop: a message is due by the clock, whether or not those before it have arrived. */
async function writeAtPace(perSecond: number, count: number): Promise<void> {
  const start = performance.now();
  for (let number = 0; number < count; number += 1) {
    const wait = start + (number * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    await write(number);
  }
}

async function write(number: number): Promise<void> {
  await contacts[number % contacts.length]?.sendText(business.phoneNumber, stampedText());
}

function tell(answer: PhonesAnswer): void {
  process.send?.(answer);
}

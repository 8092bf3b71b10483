import type { Phone, WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { pick, quietly, rest } from './pace.ts';
import { businessPhones, type Person } from './people.ts';
import { answers, openings } from './talk.ts';

/** Lets the customers live: they read what they are sent, write back, and now and then write by themselves. */
export function bringToLife(server: WhatsAppWebServer, people: Person[], stopped: AbortSignal): void {
  const phones = people.map((person) => server.createPhone(person));
  for (const phone of phones) {
    phone.onMessage((line, from) => {
      if (!line.fromMe) void quietly(() => readAndAnswer(phone, from, stopped));
    });
  }
  void quietly(() => writeNowAndThen(server, phones, stopped));
}

async function readAndAnswer(phone: Phone, from: string, stopped: AbortSignal): Promise<void> {
  await rest(1, 3, stopped);
  await phone.markRead(from);
  if (Math.random() < 0.3) return;
  await write(phone, from, pick(answers), stopped);
}

async function writeNowAndThen(server: WhatsAppWebServer, phones: Phone[], stopped: AbortSignal): Promise<void> {
  for (;;) {
    await rest(20, 45, stopped);
    const linked = businessPhones.filter(({ phoneNumber }) =>
      server
        .phone(phoneNumber)
        ?.devices()
        .some(({ online }) => online),
    );
    const to = linked[0]?.phoneNumber;
    const phone = phones[Math.floor(Math.random() * Math.min(40, phones.length))];
    if (to && phone) await write(phone, to, pick(openings), stopped);
  }
}

async function write(phone: Phone, to: string, text: string, stopped: AbortSignal): Promise<void> {
  await phone.setTyping(to, true);
  await rest(1.5, 4, stopped);
  await phone.setTyping(to, false);
  await phone.sendText(to, text);
}

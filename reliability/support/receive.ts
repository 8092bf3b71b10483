import { randomUUID } from 'node:crypto';
import { recordMessage } from '../../backend/src/conversations/index.ts';
import type { TestApplication } from '../../backend/test/support/index.ts';
import { atRate } from './at-rate.ts';
import type { Office } from './office.ts';

export interface ReceiveOptions {
  text?: string;
  perSecond?: number;
  /** So many are written in one turn of the event loop; in between others get theirs. */
  atOnce?: number;
  /** Asked before every turn; true ends it early. */
  enough?: () => boolean;
}

/** Stores so many messages as WhatsApp brings them, each with its event, into the conversations of the office by turns. */
export async function receive(
  { application: { store } }: TestApplication,
  office: Office,
  count: number,
  { text = 'Hola, ¿tienen existencias?', perSecond, atOnce = 100, enough = () => false }: ReceiveOptions = {},
): Promise<void> {
  const { clientCode } = office.admin.user;
  const { phoneNumbers } = office;
  const start = performance.now();
  for (let done = 0; done < count && !enough(); done += atOnce) {
    if (perSecond !== undefined) await atRate(start, done, perSecond);
    const places = Array.from({ length: Math.min(atOnce, count - done) }, (_, place) => done + place);
    await Promise.all(
      places.map((place) =>
        store.write((writing) =>
          recordMessage(writing, {
            clientCode: clientCode ?? '',
            sessionId: office.sessionId,
            address: { phoneNumber: phoneNumbers[place % phoneNumbers.length] ?? '' },
            whatsappId: randomUUID(),
            fromMe: false,
            type: 'text',
            text,
            sentAt: writing.now,
          }),
        ),
      ),
    );
  }
}

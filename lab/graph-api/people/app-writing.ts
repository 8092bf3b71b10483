import type { NumberState } from '../accounts/number-state.ts';
import { newMessageId } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import { echoesChange, incomingMessage } from '../payloads/index.ts';
import type { PersonState } from './person-state.ts';
import type { Sent } from './writing.ts';

/** Somebody of the business writes in the WhatsApp Business app: it is in the person's chat, and the business is told. */
export function writeFromApp(lab: LabParts, number: NumberState, person: PersonState, text: string): Sent {
  const id = newMessageId(person.phoneNumber, false);
  const sentAt = lab.time.wholeSeconds();
  person.book.add(number.id, { id, fromMe: false, text, sentAt, status: 'delivered' });
  lab.changed(person);
  const message = incomingMessage({ id, sentAt, from: number.phoneNumber }, 'text', { text: { body: text } });
  const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
  const echo = { ...message, to: person.phoneNumber };
  lab.outbox.tell(number.wabaId, echoesChange(metadata, [echo]), { number, about: person.phoneNumber });
  return { id, sentAt };
}

import type { NumberState } from '../accounts/number-state.ts';
import { newMessageId, newTraceId } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import { ENTRY_POINT } from '../messages/customer-window.ts';
import {
  messagesChange,
  webhookContact,
  type IncomingMessage,
  type MessageContext,
  type MessageHead,
  type Referral,
} from '../payloads/index.ts';
import type { KeptLine } from './chat-book.ts';
import type { PersonState } from './person-state.ts';
import { knownTo } from './user-ids.ts';

/** How a message is sent; made up where nothing is said. */
export interface SendOptions {
  id?: string;
  /** Passed on from another chat; `often` more than five times. */
  forwarded?: 'once' | 'often';
  /** The ad or post it began from. */
  referral?: Referral;
}

/** What was sent: its id, and when in milliseconds, whole seconds. */
export interface Sent {
  id: string;
  sentAt: number;
}

/** What a person writes, on its way into their chat and to the business. */
export interface Written {
  build(head: MessageHead): IncomingMessage;
  /** The bubble; without one nothing is added to the chat. */
  line?: Omit<KeptLine, 'id' | 'fromMe' | 'sentAt' | 'status'>;
  /** The message it answers or is about. */
  about?: string;
  options?: SendOptions;
}

/** Puts what somebody writes into their chat and tells the business. */
export function write(lab: LabParts, person: PersonState, number: NumberState, written: Written): Sent {
  const { line, options = {} } = written;
  const { id = newMessageId(person.phoneNumber, false) } = options;
  const sentAt = lab.time.wholeSeconds();
  const business = lab.world.account(number.wabaId);
  if (person.username === undefined) person.knownBy.add(business.businessId);
  const known = knownTo(business.businessId, person);
  const head: MessageHead = {
    id,
    sentAt,
    from: known.waId,
    fromUserId: known.userId,
    context: contextOf(number, written),
    referral: options.referral,
  };
  if (line) person.book.add(number.id, { ...line, id, fromMe: true, sentAt, status: 'delivered' });
  person.lastWrote.set(number.id, lab.time.now());
  if (options.referral) person.entryPoints.set(number.id, { id: newTraceId(), until: lab.time.now() + ENTRY_POINT });
  lab.changed(person);
  const told = { contacts: [webhookContact(known)], messages: [written.build(head)] };
  const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
  lab.outbox.tell(number.wabaId, messagesChange(metadata, told), { number, about: person.phoneNumber });
  return { id, sentAt };
}

function contextOf(number: NumberState, { about, options }: Written): MessageContext | undefined {
  if (about !== undefined) return { from: number.phoneNumber, id: about };
  if (options?.forwarded === undefined) return undefined;
  return options.forwarded === 'often' ? { frequently_forwarded: true } : { forwarded: true };
}

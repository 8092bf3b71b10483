import type { NumberState } from '../accounts/number-state.ts';
import type { LabParts } from '../lab-parts.ts';
import type { KeptLine } from '../people/chat-book.ts';
import type { PersonState } from '../people/person-state.ts';
import { knownTo } from '../people/user-ids.ts';
import { messagesChange, statusOf, webhookContact, type MessageStatus, type Status } from '../payloads/index.ts';
import { hasOpenWindow } from './customer-window.ts';
import { conversationOf, pricingOf } from './pricing.ts';

/** What a status is about. */
export interface Told {
  id: string;
  number: NumberState;
  waId: string;
  /** Whether it was sent to a user id instead of a number. */
  byUserId?: boolean;
  person: PersonState | undefined;
  callbackData?: string | undefined;
  category: string;
}

/** Tells businesses what became of their messages. */
export class StatusNews {
  readonly #lab: LabParts;

  constructor(lab: LabParts) {
    this.#lab = lab;
  }

  tell(told: Told, status: Status['status'], errors?: Status['errors']): void {
    const { id, number, waId, person, callbackData } = told;
    const { world, time, outbox } = this.#lab;
    const known = person && knownTo(world.account(number.wabaId).businessId, person);
    const hasFailed = status === 'failed';
    const entry = statusOf({
      id,
      status,
      at: time.now(),
      // Of what has failed only that is told which it was sent to.
      recipientId: known ? known.waId : told.byUserId ? undefined : waId,
      recipientUserId: hasFailed && !told.byUserId ? undefined : (known?.userId ?? waId),
      callbackData,
      errors,
      ...((status === 'sent' || status === 'delivered') && this.#costs(told, status)),
    });
    const shown = known && { ...known, username: status === 'sent' ? undefined : known.username };
    const contacts = shown && !hasFailed ? { contacts: [webhookContact(shown)] } : {};
    const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
    outbox.tell(number.wabaId, messagesChange(metadata, { ...contacts, statuses: [entry] }), { number, about: waId });
  }

  #costs(
    { person, number, category }: Told,
    status: 'sent' | 'delivered',
  ): Pick<MessageStatus, 'pricing' | 'conversation'> {
    const now = this.#lab.time.now();
    const entry = person?.entryPoints.get(number.id);
    const isOpen = person !== undefined && hasOpenWindow(person, number, now);
    if (entry !== undefined && entry.until > now) {
      return { pricing: pricingOf(category, 'entry point'), conversation: conversationOf(entry, status) };
    }
    return { pricing: pricingOf(category, isOpen ? 'open' : 'closed') };
  }
}

export function toldOf(person: PersonState, number: NumberState, line: KeptLine): Told {
  const { id, callbackData, category = 'service' } = line;
  return { id, number, person, waId: person.phoneNumber, callbackData, category };
}

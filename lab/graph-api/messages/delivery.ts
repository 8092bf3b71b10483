import type { NumberState } from '../accounts/number-state.ts';
import { knownErrors } from '../http/known-errors.ts';
import type { LabParts } from '../lab-parts.ts';
import type { KeptLine } from '../people/chat-book.ts';
import type { PersonState } from '../people/person-state.ts';
import { react, shownLine } from '../people/shown-line.ts';
import { knownTo } from '../people/user-ids.ts';
import { messagesChange, statusOf, webhookContact, webhookError, type Status } from '../payloads/index.ts';
import { fetchLink, LinkError } from './linked-files.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { pricingOf } from './pricing.ts';

/** How long after somebody wrote a business may write freely: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows */
export const WINDOW = 24 * 3_600_000;

/** What a status is about. */
interface Told {
  id: string;
  number: NumberState;
  waId: string;
  /** Whether it was sent to a user id instead of a number; of what has failed no more is told. */
  byUserId?: boolean;
  person: PersonState | undefined;
  callbackData?: string | undefined;
  category: string;
}

/** Takes accepted messages to people's phones, and tells the business what became of them. */
export class Delivery {
  readonly #lab: LabParts;
  /** By biz_opaque_callback_data: how many bubbles it has made. */
  readonly #bubbles = new Map<string | undefined, number>();

  constructor(lab: LabParts) {
    this.#lab = lab;
  }

  /** How many bubbles people were shown; of one biz_opaque_callback_data where it is given. */
  bubbles(callbackData?: string): number {
    if (callbackData !== undefined) return this.#bubbles.get(callbackData) ?? 0;
    return [...this.#bubbles.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Goes on with a message once its sender has been answered, or at the same time. */
  start(message: OutgoingMessage): void {
    setImmediate(() => {
      this.#carry(message).catch((error: unknown) => {
        // Thrown again outside, where the process reports it.
        queueMicrotask(() => {
          throw error;
        });
      });
    });
  }

  /** A phone is back within reach: what waits for it is delivered. */
  reach(person: PersonState): void {
    for (const numberId of person.book.chats()) {
      const number = this.#lab.world.numbers.get(numberId);
      if (number === undefined) continue;
      for (const line of person.book.lines(numberId)) if (!line.fromMe) this.#deliver(person, number, line);
    }
  }

  /** Somebody has seen a message. */
  read(person: PersonState, number: NumberState, line: KeptLine): void {
    this.#deliver(person, number, line);
    if (line.status !== 'delivered') return;
    line.status = 'read';
    this.#lab.changed(person);
    this.#tell(toldOf(person, number, line), 'read');
  }

  played(person: PersonState, number: NumberState, line: KeptLine): void {
    this.#tell(toldOf(person, number, line), 'played');
  }

  async #carry(message: OutgoingMessage): Promise<void> {
    const { person, number, composed } = message;
    const code = this.#objection(message);
    if (code !== undefined || person === undefined) {
      this.#fail(message, code ?? 131026);
      return;
    }
    if ('reaction' in composed) {
      const about = person.book.line(number.id, composed.reaction.about);
      if (about) react(about, number.phoneNumber, composed.reaction.emoji);
      this.#lab.changed(person);
      this.#tell(message, 'sent');
      if (this.#isWithinReach(person, number)) this.#tell(message, 'delivered');
      return;
    }
    const line: KeptLine = {
      ...composed.line,
      id: message.id,
      fromMe: false,
      sentAt: this.#lab.time.wholeSeconds(),
      status: 'sent',
      category: message.category,
      ...(message.callbackData !== undefined && { callbackData: message.callbackData }),
    };
    if (composed.link) {
      try {
        Object.assign(line, await fetchLink(this.#lab, number, composed.link));
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        this.#fail(message, 131053, error.message);
        return;
      }
    }
    person.book.add(number.id, line);
    this.#tell(message, 'sent');
    this.#deliver(person, number, line);
    this.#lab.changed(person);
  }

  /** Why a message does not arrive, as far as that is known once it was accepted. */
  #objection({ person, number, waId, isTemplate }: OutgoingMessage): number | undefined {
    const fault = this.#lab.faults.fail.get(waId);
    if (fault !== undefined) return fault;
    if (person === undefined) return 131026;
    const lastWrote = person.lastWrote.get(number.id) ?? -Infinity;
    return !isTemplate && lastWrote + WINDOW <= this.#lab.time.now() ? 131047 : undefined;
  }

  #isWithinReach(person: PersonState, number: NumberState): boolean {
    return person.online && !this.#lab.faults.holdDelivery && !person.blocked.has(number.id);
  }

  #deliver(person: PersonState, number: NumberState, line: KeptLine): void {
    if (line.status !== 'sent' || !this.#isWithinReach(person, number)) return;
    line.status = 'delivered';
    person.typingUntil.delete(number.id);
    this.#bubbles.set(line.callbackData, (this.#bubbles.get(line.callbackData) ?? 0) + 1);
    this.#lab.changed(person);
    this.#tell(toldOf(person, number, line), 'delivered');
    person.messageListeners.call(shownLine(line), number.phoneNumber);
  }

  #fail(message: OutgoingMessage, code: number, details?: string): void {
    const known = knownErrors[code];
    const title = known?.title ?? 'Something went wrong';
    this.#tell(message, 'failed', [webhookError(code, title, details ?? known?.details ?? title)]);
  }

  #tell(told: Told, status: Status['status'], errors?: Status['errors']): void {
    const { id, number, waId, person, callbackData } = told;
    const known = person && knownTo(this.#lab.world.account(number.wabaId).businessId, person);
    const hasFailed = status === 'failed';
    const isPriced = status === 'sent' || status === 'delivered';
    const entry = statusOf({
      id,
      status,
      at: this.#lab.time.now(),
      // Of what has failed only that is told which it was sent to.
      recipientId: known ? known.waId : told.byUserId ? undefined : waId,
      recipientUserId: hasFailed && !told.byUserId ? undefined : (known?.userId ?? waId),
      callbackData,
      errors,
      pricing: isPriced ? pricingOf(told.category, this.#hasOpenWindow(person, number)) : undefined,
    });
    const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
    const shown = known && { ...known, username: status === 'sent' ? undefined : known.username };
    const contacts = shown && !hasFailed ? { contacts: [webhookContact(shown)] } : {};
    const change = messagesChange(metadata, { ...contacts, statuses: [entry] });
    this.#lab.outbox.tell(number.wabaId, change, { number, about: waId });
  }

  #hasOpenWindow(person: PersonState | undefined, number: NumberState): boolean {
    return (person?.lastWrote.get(number.id) ?? -Infinity) + WINDOW > this.#lab.time.now();
  }
}

function toldOf(person: PersonState, number: NumberState, { id, callbackData, category = 'service' }: KeptLine): Told {
  return { id, number, person, waId: person.phoneNumber, callbackData, category };
}

import { z } from 'zod';
import type { NumberState } from '../accounts/number-state.ts';
import { GraphError, invalidParameter } from '../http/graph-error.ts';
import { digitsOf, newMessageId } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import type { PersonState } from '../people/person-state.ts';
import { userIdOf } from '../people/user-ids.ts';
import { fillTemplate } from '../templates/filled-template.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import { Composing } from './compose.ts';
import { contentSchemas, messageTypes, type Content } from './content-schemas.ts';
import type { Delivery } from './delivery.ts';
import { checkInteractive } from './interactive-schema.ts';
import type { Composed } from './outgoing-message.ts';
import { checked, oneOf } from './parameters.ts';
import { findPerson } from './recipients.ts';
import type { SendingLimits } from './sending-limits.ts';

/** Up to 25 seconds: https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators */
const TYPING = 25_000;

type Fields = Record<string, unknown>;

/** Whom a message is for. */
interface Recipient {
  person: PersonState | undefined;
  waId: string;
  /** As the answer names them. */
  contact: object;
  byUserId: boolean;
}

/** `POST /<phone number id>/messages`: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api */
export class MessagesEdge {
  readonly #lab: LabParts;
  readonly #delivery: Delivery;
  readonly #limits: SendingLimits;
  readonly #templates: TemplateBook;

  constructor(lab: LabParts, delivery: Delivery, limits: SendingLimits, templates: TemplateBook) {
    this.#lab = lab;
    this.#delivery = delivery;
    this.#limits = limits;
    this.#templates = templates;
  }

  post(number: NumberState, fields: Fields): object {
    checkProduct(fields);
    return fields['status'] === undefined ? this.#send(number, fields) : this.#markRead(number, fields);
  }

  #send(number: NumberState, fields: Fields): object {
    const { person, waId, contact, byUserId } = this.#recipient(number, fields);
    const content = contentOf(fields);
    const callbackData = checked(
      z.string().max(512).optional(),
      fields['biz_opaque_callback_data'],
      'biz_opaque_callback_data',
    );
    const context = checked(z.looseObject({ message_id: z.string() }).optional(), fields['context'], 'context');
    if (!number.isRegistered) throw new GraphError(133010);
    const refused = number.refuseMessages ?? this.#lab.faults.refuse.get(waId);
    if (refused !== undefined) throw new GraphError(refused);
    if (waId === number.phoneNumber) throw new GraphError(131021);
    const { composed, category } = this.#compose(number, content);
    this.#limits.admit(number, waId);
    if (context && 'line' in composed) quote(composed, person?.book.line(number.id, context.message_id));
    const id = newMessageId(waId, true);
    const isTemplate = content.type === 'template';
    this.#delivery.start({ id, number, waId, byUserId, person, isTemplate, category, callbackData, composed });
    const message = { id, ...(isTemplate && { message_status: 'accepted' }) };
    return { messaging_product: 'whatsapp', contacts: [contact], messages: [message] };
  }

  #compose(number: NumberState, content: Content): { composed: Composed; category: string } {
    const composing = new Composing(this.#lab, number);
    if (content.type !== 'template') {
      if (content.type === 'interactive') checkInteractive(content.content);
      return { composed: composing.compose(content), category: 'service' };
    }
    const sent = content.content;
    const template = this.#templates.find(number.wabaId, sent.name, sent.language.code);
    const filled = fillTemplate(template, sent);
    return { composed: composing.composeTemplate(sent, filled), category: template?.category ?? 'UTILITY' };
  }

  /** The recipient by number, or by user id where no number is given. */
  #recipient(number: NumberState, fields: Fields): Recipient {
    const { people } = this.#lab.world;
    const { businessId } = this.#lab.world.account(number.wabaId);
    const to = checked(z.string().optional(), fields['to'], 'to');
    const userId = checked(z.string().optional(), fields['recipient'], 'recipient');
    if (to !== undefined && to !== '') {
      const digits = digitsOf(to);
      if (digits.length < 7 || digits.length > 15)
        throw new GraphError(131009, { details: `Recipient phone number is not valid` });
      const person = findPerson(people, digits);
      const waId = person?.phoneNumber ?? digits;
      person?.knownBy.add(businessId);
      return { person, waId, contact: { input: to, wa_id: waId }, byUserId: false };
    }
    if (userId === undefined) throw invalidParameter('The parameter to is required.');
    const person = [...people.values()].find((candidate) => userIdOf(candidate, businessId) === userId);
    return { person, waId: person?.phoneNumber ?? userId, contact: { input: userId, user_id: userId }, byUserId: true };
  }

  /** The business has read what somebody wrote, and may show that it is writing. */
  #markRead(number: NumberState, fields: Fields): object {
    if (fields['status'] !== 'read') throw invalidParameter(oneOf('status', ['read'], fields['status']));
    const id = checked(z.string(), fields['message_id'], 'message_id');
    const typing = checked(
      z.strictObject({ type: z.literal('text') }).optional(),
      fields['typing_indicator'],
      'typing_indicator',
    );
    const person = [...this.#lab.world.people.values()].find(({ book }) => book.line(number.id, id)?.fromMe);
    if (person === undefined) throw new GraphError(131009, { details: 'Message ID is not valid' });
    const lines = person.book.lines(number.id);
    // All that came before it is read with it.
    const upTo = lines.findIndex((line) => line.id === id);
    for (const line of lines.slice(0, upTo + 1)) if (line.fromMe) line.status = 'read';
    if (typing) this.#showTyping(person, number);
    this.#lab.changed(person);
    return { success: true };
  }

  #showTyping(person: PersonState, number: NumberState): void {
    const { time } = this.#lab;
    person.typingUntil.set(number.id, time.now() + TYPING);
    time.after(TYPING, () => {
      this.#lab.changed(person);
    });
  }
}

function contentOf(fields: Fields): Content {
  const type = fields['type'] ?? 'text';
  const known = messageTypes.find((name) => name === type);
  if (known === undefined) throw invalidParameter(oneOf('type', messageTypes, type));
  checked(z.enum(['individual', 'group']).optional(), fields['recipient_type'], 'recipient_type');
  return { type: known, content: checked(contentSchemas[known], fields[known], known) } as Content;
}

function quote(composed: Extract<Composed, { line: object }>, about: { id: string; text: string } | undefined): void {
  if (about) composed.line.answers = { id: about.id, text: about.text };
}

/** Every request about WhatsApp says that it is one. */
export function checkProduct(fields: Fields): void {
  checked(z.literal('whatsapp'), fields['messaging_product'], 'messaging_product');
}

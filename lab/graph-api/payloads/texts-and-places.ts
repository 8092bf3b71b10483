import { incomingMessage, type IncomingMessage, type MessageHead } from './incoming-message.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text */
export function textMessage(head: MessageHead, body: string): IncomingMessage {
  return incomingMessage(head, 'text', { text: { body } });
}

/**
 * An emoji at a message; without one the reaction was taken back.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/reaction
 */
export function reactionMessage(head: MessageHead, messageId: string, emoji?: string): IncomingMessage {
  return incomingMessage(head, 'reaction', { reaction: { message_id: messageId, ...(emoji && { emoji }) } });
}

export interface LocationContent {
  latitude: number;
  longitude: number;
  name?: string | undefined;
  address?: string | undefined;
  url?: string | undefined;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/location */
export function locationMessage(head: MessageHead, location: LocationContent): IncomingMessage {
  return incomingMessage(head, 'location', { location });
}

/** A card of an address book, as far as it was filled in. */
export interface ContactCard {
  name?: {
    formatted_name: string;
    first_name?: string;
    last_name?: string;
    middle_name?: string;
    prefix?: string;
    suffix?: string;
  };
  phones?: { phone?: string; wa_id?: string; user_id?: string; type?: string }[];
  emails?: { email: string; type?: string }[];
  addresses?: Record<string, string>[];
  urls?: { url: string; type?: string }[];
  org?: { company?: string; department?: string; title?: string };
  birthday?: string;
  /** Whether somebody shared their own number because they were asked to. */
  origin?: 'contact_request' | 'other';
  vcard?: string;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/contacts */
export function contactsMessage(head: MessageHead, contacts: ContactCard[]): IncomingMessage {
  return incomingMessage(head, 'contacts', { contacts });
}

import type { IncomingMessage } from './incoming-message.ts';
import type { Status } from './statuses.ts';
import type { WebhookError } from './webhook-error.ts';

/** One thing that a webhook tells. */
export interface Change {
  field: string;
  value: object;
}

export interface WebhookEntry {
  /** The WhatsApp Business account. */
  id: string;
  /** Seconds since 1970; only there for what is not about messages. */
  time?: number;
  changes: Change[];
}

export interface WebhookPayload {
  object: 'whatsapp_business_account';
  entry: WebhookEntry[];
}

/** What Meta POSTs: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview */
export function webhookPayload(entry: WebhookEntry[]): WebhookPayload {
  return { object: 'whatsapp_business_account', entry };
}

/** The number of the business that a change of `messages` is about. */
export interface Metadata {
  display_phone_number: string;
  phone_number_id: string;
}

/** A person as a webhook names them. Who has a username may be known by `user_id` alone. */
export interface WebhookContact {
  profile: { name: string; username?: string };
  wa_id?: string;
  user_id?: string;
  parent_user_id?: string;
  identity_key_hash?: string;
}

export interface MessagesValue {
  messaging_product: 'whatsapp';
  metadata: Metadata;
  contacts?: WebhookContact[];
  messages?: IncomingMessage[];
  statuses?: Status[];
  errors?: WebhookError[];
}

/**
 * A change of the field `messages`: messages of people, statuses of what was sent, or errors.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function messagesChange(
  metadata: Metadata,
  told: Omit<MessagesValue, 'messaging_product' | 'metadata'>,
): Change {
  const value: MessagesValue = { messaging_product: 'whatsapp', metadata, ...told };
  return { field: 'messages', value };
}

/** What `webhookContact` is made of. */
export interface KnownPerson {
  name: string;
  waId?: string | undefined;
  /** The business-scoped user id (BSUID). */
  userId?: string | undefined;
  parentUserId?: string | undefined;
  username?: string | undefined;
  identityKeyHash?: string | undefined;
}

/**
 * A person in `contacts`, with the ids that came with usernames:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function webhookContact(person: KnownPerson): WebhookContact {
  return {
    profile: { name: person.name, ...(person.username !== undefined && { username: person.username }) },
    ...(person.waId !== undefined && { wa_id: person.waId }),
    ...(person.userId !== undefined && { user_id: person.userId }),
    ...(person.parentUserId !== undefined && { parent_user_id: person.parentUserId }),
    ...(person.identityKeyHash !== undefined && { identity_key_hash: person.identityKeyHash }),
  };
}

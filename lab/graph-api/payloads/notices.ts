import { incomingMessage, type IncomingMessage, type MessageHead } from './incoming-message.ts';
import { webhookError } from './webhook-error.ts';

/** Who somebody is after they changed their number. */
export interface ChangedNumber {
  name: string;
  waId: string;
  userId?: string | undefined;
  previousUserId?: string | undefined;
}

/**
 * Somebody has another number now; `head.from` is the one before. Comes without `contacts`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
 */
export function changedNumberMessage(
  head: MessageHead,
  { name, waId, userId, previousUserId }: ChangedNumber,
): IncomingMessage {
  const system = {
    body: `User ${name} changed from ${head.from ?? ''} to ${waId}`,
    wa_id: waId,
    ...(userId && { user_id: userId }),
    ...(previousUserId && { previous_user_id: previousUserId }),
    type: 'user_changed_number',
  };
  return incomingMessage(head, 'system', { system });
}

/**
 * Somebody, whose number is withheld, has another user id now.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
 */
export function changedUserIdMessage(
  head: MessageHead,
  { name, userId, previousUserId }: { name: string; userId: string; previousUserId: string },
): IncomingMessage {
  const system = {
    body: `User ${name} changed from ${previousUserId} to ${userId}`,
    user_id: userId,
    previous_user_id: previousUserId,
    type: 'user_changed_user_id',
  };
  return incomingMessage(head, 'system', { system });
}

/**
 * What the Cloud API cannot show, such as a poll (131051), or could not fetch from the phone (131052).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported
 */
export function unsupportedMessage(head: MessageHead, kind = 'unknown', error = unknownType): IncomingMessage {
  return incomingMessage(head, 'unsupported', { errors: [error], unsupported: { type: kind } });
}

const unknownType = webhookError(131051, 'Message type unknown', 'Message type is currently not supported.');

/** A file that Meta could not take from the phone. */
export const mediaDownloadError = webhookError(
  131052,
  'Media download error',
  'Unable to download the media sent by the user.',
);

import type { WebhookError } from './webhook-error.ts';

/** Who wrote a message, when, and what it stands in relation to. */
export interface MessageHead {
  id: string;
  /** The number of whoever wrote; missing where it is withheld. */
  from?: string | undefined;
  fromUserId?: string | undefined;
  /** Milliseconds. */
  sentAt: number;
  context?: MessageContext | undefined;
  referral?: Referral | undefined;
}

/** What a message answers, or that it was passed on. */
export type MessageContext =
  | { from: string; id: string; referred_product?: { catalog_id: string; product_retailer_id: string } }
  | { forwarded: true }
  | { frequently_forwarded: true };

/** The ad, or the post, from which somebody began to write. */
export interface Referral {
  source_url: string;
  source_id: string;
  source_type: 'ad' | 'post';
  body?: string;
  headline?: string;
  media_type?: 'image' | 'video';
  image_url?: string;
  video_url?: string;
  thumbnail_url?: string;
  ctwa_clid?: string;
  welcome_message?: { text: string };
}

/** A message of a person in a webhook; what it holds stands under the name of its type. */
export interface IncomingMessage {
  id: string;
  from?: string;
  from_user_id?: string;
  /** Seconds since 1970, as text. */
  timestamp: string;
  type: string;
  context?: MessageContext;
  referral?: Referral;
  errors?: WebhookError[];
  [content: string]: unknown;
}

/**
 * What all messages of people have in common; the builders of this folder add what their kind holds.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function incomingMessage(head: MessageHead, type: string, content: object): IncomingMessage {
  return {
    ...(head.context && { context: head.context }),
    ...(head.from !== undefined && { from: head.from }),
    ...(head.fromUserId !== undefined && { from_user_id: head.fromUserId }),
    id: head.id,
    timestamp: String(Math.floor(head.sentAt / 1000)),
    type,
    ...content,
    ...(head.referral && { referral: head.referral }),
  };
}

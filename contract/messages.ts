import { z } from 'zod';
import { id, isoTime, version } from './values.ts';

export const messageDirection = z.enum(['in', 'out']);
export const messageAuthor = z.enum(['contact', 'user', 'bot', 'campaign', 'phone']);
export const messageType = z.enum([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'note',
  'system',
  'unsupported',
]);
export type MessageType = z.infer<typeof messageType>;

/** Outgoing: `queued` → `sent` → `delivered` → `read`, or `failed`, or `uncertain`. Incoming: `received`. */
export const messageStatus = z.enum(['queued', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'received']);
export type MessageStatus = z.infer<typeof messageStatus>;

/** Why a message did not go out. `code` is stable, `title` and `detail` are for the log and for programs. */
export const messageError = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });
export type MessageError = z.infer<typeof messageError>;

export const media = z.object({
  id,
  url: z.string(),
  mimeType: z.string(),
  bytes: z.int().nonnegative(),
  fileName: z.string().optional(),
  state: z.enum(['pending', 'ready', 'failed']),
});

export const message = z.object({
  id,
  version,
  conversationId: id,
  contactId: id,
  /** The sender within a group, as a phone number or a name: the present name of the contact `participantId`. */
  participant: z.string().optional(),
  /** Follows that contact: `contact:updated` renames it, `contact:removed` says which contact it is from now on. */
  participantId: id.optional(),
  clientMessageId: z.string().optional(),
  direction: messageDirection,
  author: messageAuthor,
  userId: id.optional(),
  type: messageType,
  text: z.string().optional(),
  media: media.optional(),
  replyTo: id.optional(),
  status: messageStatus,
  error: messageError.optional(),
  /** WhatsApp's own time: shown to people, never used for order. */
  sentAt: isoTime,
  createdAt: isoTime,
});
export type Message = z.infer<typeof message>;

/** WhatsApp's own limit for a text (web client, 65,536 characters). */
export const MAX_TEXT_LENGTH = 65_536;

export const sendMessageRequest = z.strictObject({
  /** Made by the sender once per message; sending it again returns the same message and sends nothing twice. */
  clientMessageId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Use 8 to 64 letters, digits, "-" or "_".'),
  type: z.literal('text'),
  text: z.string().trim().min(1).max(MAX_TEXT_LENGTH),
});
export type SendMessageRequest = z.infer<typeof sendMessageRequest>;

export const sendMessageResponse = z.object({ message });
export type SendMessageResponse = z.infer<typeof sendMessageResponse>;

/** Oldest first within the page; `nextCursor` leads to older ones and goes into `before`. */
export const messagePage = z.object({
  items: z.array(message),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type MessagePage = z.infer<typeof messagePage>;

import { z } from 'zod';
import { MAX_CHOICE_LENGTH, MAX_CHOICES } from './choice-limits.ts';
import { templateButton } from './message-templates.ts';
import { MAX_PLACE_LENGTH } from './template-places.ts';
import { MAX_TEXT_LENGTH } from './text-lengths.ts';
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

/**
 * Outgoing: `queued` → `sent` → `delivered` → `read`, or `failed`, or `uncertain` (the answer was lost, and nobody knows). From
 * `failed` and `uncertain` a person may bring it back to `queued`, or leave an `uncertain` one as it is. Incoming: `received`.
 */
export const messageStatus = z.enum(['queued', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'received']);
export type MessageStatus = z.infer<typeof messageStatus>;

/**
 * Why a message did not go out; or what else is to be said of its status: `unanswered` of a `queued` one, which may have gone
 * out and whose answer is waited for `until` then, and `left` of an `uncertain` one that a person has left as it is. `code` is
 * stable, `title` and `detail` are for the log and for programs.
 */
export const messageError = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  until: isoTime.optional(),
});
export type MessageError = z.infer<typeof messageError>;

/** A file of a message. `pending`: on its way from WhatsApp, or not asked for yet; `failed`: WhatsApp has it no more. */
export const media = z.object({
  id,
  /** Under the API's own address; whoever is signed in as one of the client's people may read it. */
  url: z.string(),
  /** A small picture of an image or video, where there is one. */
  thumbnailUrl: z.string().optional(),
  mimeType: z.string(),
  bytes: z.int().nonnegative(),
  fileName: z.string().optional(),
  /** Pixels, of images, videos and stickers, where known. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** Of sound and video, where known. */
  seconds: z.int().nonnegative().optional(),
  /** A recording made in the chat rather than a sound file. */
  voice: z.boolean().optional(),
  state: z.enum(['pending', 'ready', 'failed']),
});
export type Media = z.infer<typeof media>;

export const location = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(200).optional(),
  address: z.string().max(500).optional(),
});
export type Location = z.infer<typeof location>;

/** What somebody hands on of a person: digits as in `phoneNumber` of a contact. */
export const contactCard = z.object({ name: z.string().max(200), phoneNumbers: z.array(z.string().max(40)).max(20) });
export type ContactCard = z.infer<typeof contactCard>;

/** One emoji from one person; the team's own has `userId` where it was not made on the phone. */
export const reaction = z.object({
  emoji: z.string(),
  fromMe: z.boolean(),
  userId: id.optional(),
  /** Who reacted within a group, as in a message. */
  participant: z.string().optional(),
  participantId: id.optional(),
});
export type Reaction = z.infer<typeof reaction>;

/** What a reply answers, as it stands above it; without `id` where we do not have that message. */
export const quoted = z.object({
  id: id.optional(),
  direction: messageDirection,
  author: messageAuthor,
  userId: id.optional(),
  participant: z.string().optional(),
  participantId: id.optional(),
  type: messageType,
  text: z.string().optional(),
  /** Whom it hands on, where it is contact cards. */
  contacts: z.array(contactCard.pick({ name: true })).optional(),
  /** Where it is what somebody has put into a basket. */
  order: z.literal(true).optional(),
});
export type Quoted = z.infer<typeof quoted>;

/** What happened to a conversation; `params` are names (of `changed_number`: digits) as they were then. */
export const systemLine = z.object({
  code: z.enum([
    'taken',
    'assigned',
    'unassigned',
    'closed',
    'reopened',
    'changed_number',
    'bot_handed_over',
    'bot_loop',
    'bot_cap',
  ]),
  params: z.record(z.string(), z.string()),
});
export type SystemLine = z.infer<typeof systemLine>;

/** Rows to choose from, behind one button. */
export const choiceList = z.object({
  button: z.string().trim().min(1).max(MAX_CHOICE_LENGTH.opener),
  sections: z
    .array(
      z.object({
        title: z.string().trim().max(24).optional(),
        rows: z
          .array(
            z.object({
              title: z.string().trim().min(1).max(MAX_CHOICE_LENGTH.row),
              description: z.string().trim().max(MAX_CHOICE_LENGTH.description).optional(),
            }),
          )
          .min(1)
          .max(MAX_CHOICES.rows),
      }),
    )
    .min(1)
    .max(10)
    .refine(
      (sections) => sections.flatMap(({ rows }) => rows).length <= MAX_CHOICES.rows,
      'Offer at most 10 rows in all.',
    ),
});
export type ChoiceList = z.infer<typeof choiceList>;

/** What stands around the text of a message over Meta's Cloud API that offers choices, or was a template. */
export const interactive = z.object({
  header: z.string().optional(),
  footer: z.string().optional(),
  buttons: z.array(templateButton).optional(),
  list: choiceList.optional(),
});
export type Interactive = z.infer<typeof interactive>;

/** The advertisement that a person has written from. */
export const referral = z.object({
  headline: z.string().optional(),
  body: z.string().optional(),
  sourceUrl: z.string().optional(),
});
export type Referral = z.infer<typeof referral>;

/** What a person has put into the basket of a WhatsApp catalogue; `price` is for one, in `currency` (ISO 4217). */
export const order = z.object({
  items: z.array(z.object({ productId: z.string(), quantity: z.number(), price: z.number(), currency: z.string() })),
});
export type Order = z.infer<typeof order>;

/** Notes and system lines never leave the team; they are `received`, that is, at their end, from the start. */
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
  /** Of a file its caption; of a reaction its emoji. */
  text: z.string().optional(),
  media: media.optional(),
  location: location.optional(),
  contacts: z.array(contactCard).optional(),
  interactive: interactive.optional(),
  /** The template of Meta's that this message was. */
  template: z.object({ name: z.string(), language: z.string() }).optional(),
  referral: referral.optional(),
  order: order.optional(),
  forwarded: z.boolean().optional(),
  system: systemLine.optional(),
  replyTo: id.optional(),
  quoted: quoted.optional(),
  /** Missing where nobody has reacted. A reaction is no message of a page: it changes the one it is about. */
  reactions: z.array(reaction).optional(),
  status: messageStatus,
  error: messageError.optional(),
  /** WhatsApp's own time: shown to people, never used for order. */
  sentAt: isoTime,
  createdAt: isoTime,
});
export type Message = z.infer<typeof message>;

/** A text over Meta's Cloud API is shorter: `MAX_TEXT_LENGTH`. */
const text = z.string().trim().min(1).max(MAX_TEXT_LENGTH['whatsapp-web']);
/** WhatsApp cuts captions at this length. */
const caption = z.string().trim().max(1_024).optional();
const sent = {
  /** Made by the sender once per message; sending it again returns the same message and sends nothing twice. */
  clientMessageId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Use 8 to 64 letters, digits, "-" or "_".'),
};
const answers = { replyTo: id.optional() };
const file = { ...sent, ...answers, mediaId: id };

const choices = {
  ...sent,
  ...answers,
  text: z.string().trim().min(1).max(MAX_CHOICE_LENGTH.text),
  header: z.string().trim().min(1).max(MAX_CHOICE_LENGTH.header).optional(),
  footer: z.string().trim().min(1).max(MAX_CHOICE_LENGTH.footer).optional(),
};

/**
 * What a person sends. A `note` stays within the team; a `reaction` without text takes one's own back. `buttons`, `list` and
 * `template` go over Meta's Cloud API only, and a `text` over it has at most 4,096 characters. Of a template `parameters` fill its places by their keys, and `mediaId` is the
 * file of its header.
 */
export const sendMessageRequest = z.discriminatedUnion('type', [
  z.strictObject({ ...sent, ...answers, type: z.literal('text'), text }),
  z.strictObject({ ...file, type: z.enum(['image', 'video', 'document']), text: caption }),
  z.strictObject({ ...file, type: z.literal('audio'), voice: z.boolean().optional() }),
  z.strictObject({ ...file, type: z.literal('sticker') }),
  z.strictObject({ ...sent, ...answers, type: z.literal('location'), location }),
  z.strictObject({ ...sent, ...answers, type: z.literal('contacts'), contacts: z.array(contactCard).min(1).max(20) }),
  z.strictObject({ ...sent, type: z.literal('reaction'), replyTo: id, text: z.string().max(32) }),
  z.strictObject({ ...sent, type: z.literal('note'), text }),
  z.strictObject({
    ...choices,
    type: z.literal('buttons'),
    buttons: z
      .array(z.string().trim().min(1).max(MAX_CHOICE_LENGTH.button))
      .min(1)
      .max(MAX_CHOICES.buttons)
      .refine((titles) => new Set(titles).size === titles.length, 'Give each button another text.'),
  }),
  z.strictObject({ ...choices, type: z.literal('list'), list: choiceList }),
  z.strictObject({
    ...sent,
    ...answers,
    type: z.literal('template'),
    templateId: id,
    parameters: z.record(z.string().max(100), z.string().trim().min(1).max(MAX_PLACE_LENGTH)),
    mediaId: id.optional(),
  }),
]);
export type SendMessageRequest = z.infer<typeof sendMessageRequest>;

export const sendMessageResponse = z.object({ message });
export type SendMessageResponse = z.infer<typeof sendMessageResponse>;

/**
 * Oldest first within the page; `nextCursor` leads to older ones and goes into `before`, `previousCursor` to newer ones and
 * goes into `after`. Null where there are none.
 */
export const messagePage = z.object({
  items: z.array(message),
  nextCursor: z.string().nullable(),
  previousCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type MessagePage = z.infer<typeof messagePage>;

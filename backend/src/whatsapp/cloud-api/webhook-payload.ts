import { z } from 'zod';

/**
 * What Meta posts (WhatsApp Business Platform, webhooks reference). Objects are loose and nearly everything is optional: what
 * is new there must neither be lost nor fail.
 */
const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

/** Missing in most webhooks, which costs little; what is no list is none, which costs an error. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).default([]).catch([]);
}

const metaError = z.looseObject({
  code: z.number().catch(0),
  title: text,
  message: text,
  error_data: z.looseObject({ details: text }).optional().catch(undefined),
});

const file = z.looseObject({
  id: text,
  mime_type: text,
  sha256: text,
  caption: text,
  filename: text,
  voice: z.boolean().optional().catch(undefined),
});
export type IncomingFile = z.output<typeof file>;

const choice = z.looseObject({ id: text, title: text, description: text });

/** A message of a contact, or (`message_echoes`) one written in the business's own app. */
export const incomingMessage = z.looseObject({
  id: z.string(),
  from: text,
  from_user_id: text,
  to: text,
  to_user_id: text,
  timestamp: z.coerce.number().catch(0),
  type: z.string().catch('unknown'),
  text: z.looseObject({ body: text }).optional().catch(undefined),
  image: file.optional().catch(undefined),
  video: file.optional().catch(undefined),
  audio: file.optional().catch(undefined),
  document: file.optional().catch(undefined),
  sticker: file.optional().catch(undefined),
  location: z
    .looseObject({ latitude: number, longitude: number, name: text, address: text })
    .optional()
    .catch(undefined),
  contacts: z
    .array(
      z.looseObject({
        name: z.looseObject({ formatted_name: text }).optional().catch(undefined),
        phones: z
          .array(z.looseObject({ phone: text, wa_id: text }))
          .optional()
          .catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  interactive: z
    .looseObject({
      button_reply: choice.optional().catch(undefined),
      list_reply: choice.optional().catch(undefined),
      nfm_reply: z.looseObject({ body: text, name: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  button: z.looseObject({ text, payload: text }).optional().catch(undefined),
  reaction: z.looseObject({ message_id: text, emoji: text }).optional().catch(undefined),
  order: z
    .looseObject({
      text,
      product_items: z
        .array(
          z.looseObject({
            product_retailer_id: z.string().catch(''),
            quantity: z.coerce.number().catch(0),
            item_price: z.coerce.number().catch(0),
            currency: z.string().catch(''),
          }),
        )
        .catch([]),
    })
    .optional()
    .catch(undefined),
  system: z
    .looseObject({ type: text, wa_id: text, new_wa_id: text, user_id: text, new_user_id: text })
    .optional()
    .catch(undefined),
  context: z
    .looseObject({
      id: text,
      from: text,
      forwarded: z.boolean().optional().catch(undefined),
      frequently_forwarded: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  referral: z.looseObject({ headline: text, body: text, source_url: text }).optional().catch(undefined),
});
export type IncomingMessage = z.output<typeof incomingMessage>;

export const messageStatusNews = z.looseObject({
  id: z.string(),
  status: z.string(),
  timestamp: z.coerce.number().catch(0),
  biz_opaque_callback_data: text,
  errors: z.array(metaError).optional().catch(undefined),
});
export type MessageStatusNews = z.output<typeof messageStatusNews>;

const sender = z.looseObject({
  wa_id: text,
  user_id: text,
  profile: z.looseObject({ name: text, username: text }).optional().catch(undefined),
});
export type Sender = z.output<typeof sender>;

const change = z.looseObject({
  field: z.string().catch('unknown'),
  value: z
    .looseObject({
      metadata: z.looseObject({ phone_number_id: text }).optional().catch(undefined),
      contacts: listOf(sender),
      messages: listOf(z.unknown()),
      message_echoes: listOf(z.unknown()),
      statuses: listOf(z.unknown()),
      message_template_id: z.union([z.string(), z.number()]).optional().catch(undefined),
      event: text,
    })
    .catch(() => ({ contacts: [], messages: [], message_echoes: [], statuses: [] })),
});
export type WebhookChange = z.output<typeof change>;

export const webhook = z.looseObject({
  entry: z.array(z.looseObject({ id: text, changes: listOf(change) })),
});
export type Webhook = z.output<typeof webhook>;

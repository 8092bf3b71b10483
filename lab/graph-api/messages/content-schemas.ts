import { z } from 'zod';
import { interactiveSchema } from './interactive-schema.ts';
import { templateSchema } from './template-schema.ts';

const CAPTION = 1024;

const coordinate = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const caption = z.string().max(CAPTION).optional();
const file = { id: z.string().optional(), link: z.url().optional(), provider: z.string().optional() };

const contactCard = z.strictObject({
  name: z.strictObject({
    formatted_name: z.string().min(1),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    middle_name: z.string().optional(),
    prefix: z.string().optional(),
    suffix: z.string().optional(),
  }),
  phones: z
    .array(z.strictObject({ phone: z.string().optional(), type: z.string().optional(), wa_id: z.string().optional() }))
    .optional(),
  emails: z.array(z.strictObject({ email: z.string(), type: z.string().optional() })).optional(),
  addresses: z.array(z.record(z.string(), z.string())).optional(),
  urls: z.array(z.strictObject({ url: z.string(), type: z.string().optional() })).optional(),
  org: z
    .strictObject({
      company: z.string().optional(),
      department: z.string().optional(),
      title: z.string().optional(),
    })
    .optional(),
  birthday: z.string().optional(),
});

/**
 * What stands in a message under the name of its type:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages and the page of each type.
 */
export const contentSchemas = {
  text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  image: z.strictObject({ ...file, caption }),
  video: z.strictObject({ ...file, caption }),
  audio: z.strictObject({ ...file, voice: z.boolean().optional() }),
  document: z.strictObject({ ...file, caption, filename: z.string().max(240).optional() }),
  sticker: z.strictObject(file),
  location: z.strictObject({
    latitude: coordinate,
    longitude: coordinate,
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  contacts: z.array(contactCard).min(1).max(257),
  reaction: z.strictObject({ message_id: z.string().min(1), emoji: z.string() }),
  interactive: interactiveSchema,
  template: templateSchema,
} as const;

export type MessageType = keyof typeof contentSchemas;
export type ContentOf<Type extends MessageType> = z.output<(typeof contentSchemas)[Type]>;
/** A type with what the message holds of it. */
export type Content = { [Type in MessageType]: { type: Type; content: ContentOf<Type> } }[MessageType];

export const messageTypes = Object.keys(contentSchemas) as MessageType[];

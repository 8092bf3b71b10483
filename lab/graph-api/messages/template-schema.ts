import { z } from 'zod';

const file = z.strictObject({ id: z.string().optional(), link: z.url().optional(), filename: z.string().optional() });

const parameter = z.strictObject({
  type: z.enum([
    'text',
    'currency',
    'date_time',
    'image',
    'video',
    'document',
    'location',
    'payload',
    'coupon_code',
    'action',
  ]),
  parameter_name: z.string().optional(),
  text: z.string().optional(),
  payload: z.string().optional(),
  coupon_code: z.string().optional(),
  currency: z.strictObject({ fallback_value: z.string(), code: z.string(), amount_1000: z.number() }).optional(),
  date_time: z.looseObject({ fallback_value: z.string() }).optional(),
  image: file.optional(),
  video: file.optional(),
  document: file.optional(),
  location: z.looseObject({}).optional(),
  action: z.looseObject({}).optional(),
});

const component = z.strictObject({
  type: z
    .string()
    .transform((type) => type.toLowerCase())
    .pipe(z.enum(['header', 'body', 'button', 'footer'])),
  sub_type: z
    .string()
    .transform((type) => type.toLowerCase())
    .optional(),
  index: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
  parameters: z.array(parameter).optional(),
});

/** A template as it is sent: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages */
export const templateSchema = z.strictObject({
  name: z.string().min(1),
  namespace: z.string().optional(),
  language: z.strictObject({ code: z.string().min(1), policy: z.literal('deterministic').optional() }),
  components: z.array(component).optional(),
});

export type SentTemplate = z.output<typeof templateSchema>;
export type SentComponent = z.output<typeof component>;
export type SentParameter = z.output<typeof parameter>;

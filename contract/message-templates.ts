import { z } from 'zod';
import { id, isoTime } from './values.ts';

export const templateHeaderFormat = z.enum(['text', 'image', 'video', 'document', 'location']);
export type TemplateHeaderFormat = z.infer<typeof templateHeaderFormat>;

/** What a button of a template does: `other` for what only Meta's own apps know. */
export const templateButton = z.object({
  kind: z.enum(['reply', 'url', 'call', 'code', 'other']),
  text: z.string(),
  /** The address or number behind it, with `{{1}}` where it has a variable part. */
  target: z.string().optional(),
});
export type TemplateButton = z.infer<typeof templateButton>;

/** A place to fill in. `key` is `header.…`, `body.…` (its number or name) or `button.<index>`; `example` is what Meta was shown. */
export const templateParameter = z.object({ key: z.string(), example: z.string().optional() });
export type TemplateParameter = z.infer<typeof templateParameter>;

/** A message Meta has approved, or is to. Only `approved` ones can be sent. */
export const messageTemplate = z.object({
  id,
  name: z.string(),
  /** Meta's language code, such as `es_MX`. */
  language: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication', 'other']),
  status: z.enum(['approved', 'pending', 'rejected', 'paused', 'disabled', 'other']),
  header: z.object({ format: templateHeaderFormat, text: z.string().optional() }).optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(templateButton),
  parameters: z.array(templateParameter),
  /** False for what this product cannot fill in yet, such as a carousel. */
  sendable: z.boolean(),
});
export type MessageTemplate = z.infer<typeof messageTemplate>;

/** By name and language. `syncedAt` is null until Meta has been asked. */
export const messageTemplateList = z.object({ items: z.array(messageTemplate), syncedAt: isoTime.nullable() });
export type MessageTemplateList = z.infer<typeof messageTemplateList>;

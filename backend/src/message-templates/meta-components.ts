import { z } from 'zod';

/**
 * Parts of a template as Meta's API lists them (Graph API, `message_templates`, field `components`). What Meta adds is kept
 * and not looked at.
 */
const namedExample = z.array(z.looseObject({ param_name: z.string(), example: z.string() })).optional();

const button = z.looseObject({
  type: z.string(),
  text: z.string().default(''),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  example: z.union([z.string(), z.array(z.string())]).optional(),
});
export type MetaButton = z.infer<typeof button>;

const part = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(button).optional(),
  example: z
    .looseObject({
      header_text: z.array(z.string()).optional(),
      header_text_named_params: namedExample,
      body_text: z.union([z.array(z.array(z.string())), z.array(z.string())]).optional(),
      body_text_named_params: namedExample,
    })
    .optional(),
});
export type MetaPart = z.infer<typeof part>;

const parts = z.array(part);

/** The parts of a template, as they were stored; throws where they are not what Meta lists. */
export function parseParts(components: string): MetaPart[] {
  return parts.parse(JSON.parse(components));
}

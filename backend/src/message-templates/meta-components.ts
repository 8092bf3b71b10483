import { z } from 'zod';

/**
 * Parts of a template as Meta's API lists them (Graph API, `message_templates`, field `components`). What Meta adds is kept
 * and not looked at; what it leaves out is null as often as missing; and nothing depends on an example.
 */
const text = z
  .string()
  .nullish()
  .transform((given) => given ?? undefined);
const namedExample = z
  .array(z.looseObject({ param_name: z.string(), example: z.string().optional().catch(undefined) }))
  .optional()
  .catch(undefined);

const button = z.looseObject({
  type: z.string(),
  text: text.transform((given) => given ?? ''),
  url: text,
  phone_number: text,
  example: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
});
export type MetaButton = z.infer<typeof button>;

const part = z.looseObject({
  type: z.string(),
  format: text,
  text,
  buttons: z
    .array(button)
    .nullish()
    .transform((given) => given ?? undefined),
  example: z
    .looseObject({
      header_text: z.array(z.string()).optional().catch(undefined),
      header_text_named_params: namedExample,
      body_text: z
        .union([z.array(z.array(z.string())), z.array(z.string())])
        .optional()
        .catch(undefined),
      body_text_named_params: namedExample,
    })
    .optional()
    .catch(undefined),
});
export type MetaPart = z.infer<typeof part>;

const parts = z.array(part);

/** The parts of a template, as they were stored; undefined where they are not what Meta lists. */
export function parseParts(components: string): MetaPart[] | undefined {
  return parts.safeParse(JSON.parse(components)).data;
}

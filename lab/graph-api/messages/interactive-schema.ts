import { z } from 'zod';
import { GraphError } from '../http/graph-error.ts';

const media = z.strictObject({ id: z.string().optional(), link: z.url().optional(), filename: z.string().optional() });
const header = z.strictObject({
  type: z.enum(['text', 'image', 'video', 'document']),
  text: z.string().optional(),
  image: media.optional(),
  video: media.optional(),
  document: media.optional(),
});
const around = {
  header: header.optional(),
  body: z.strictObject({ text: z.string() }),
  footer: z.strictObject({ text: z.string() }).optional(),
};
const row = z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional() });

const button = z.strictObject({
  type: z.literal('button'),
  ...around,
  action: z.strictObject({
    buttons: z.array(
      z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: z.string(), title: z.string() }) }),
    ),
  }),
});
const list = z.strictObject({
  type: z.literal('list'),
  ...around,
  action: z.strictObject({
    button: z.string(),
    sections: z.array(z.strictObject({ title: z.string().optional(), rows: z.array(row) })),
  }),
});
const link = z.strictObject({
  type: z.literal('cta_url'),
  ...around,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: z.string(), url: z.url() }),
  }),
});
const locationRequest = z.strictObject({
  type: z.literal('location_request_message'),
  body: around.body,
  action: z.strictObject({ name: z.literal('send_location') }),
});
const contactRequest = z.strictObject({
  type: z.literal('request_contact_info'),
  body: around.body,
  action: z.strictObject({ name: z.literal('request_contact_info') }),
});
const flow = z.strictObject({
  type: z.literal('flow'),
  ...around,
  action: z.strictObject({ name: z.literal('flow'), parameters: z.record(z.string(), z.unknown()) }),
});

/** Buttons, lists, links, requests for a place or a number, and flows: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages and its neighbours. */
export const interactiveSchema = z.discriminatedUnion('type', [
  button,
  list,
  link,
  locationRequest,
  contactRequest,
  flow,
]);
export type Interactive = z.output<typeof interactiveSchema>;

/** What the schema lets through and Meta does not: how long and how many. Throws its first objection. */
export function checkInteractive(interactive: Interactive): void {
  const isList = interactive.type === 'list';
  length('Body text', interactive.body.text, 1, isList ? 4096 : 1024);
  if ('footer' in interactive && interactive.footer) length('Footer text', interactive.footer.text, 1, 60);
  if ('header' in interactive && interactive.header) checkHeader(interactive.header, isList);
  switch (interactive.type) {
    case 'button':
      checkButtons(interactive.action.buttons.map(({ reply }) => reply));
      return;
    case 'list':
      checkList(interactive.action);
      return;
    case 'cta_url':
      length('Button display text', interactive.action.parameters.display_text, 1, 20);
  }
}

function checkHeader({ type, text, ...files }: z.output<typeof header>, isList: boolean): void {
  if (isList && type !== 'text') refuse('Header type invalid. Supported types: text');
  if (type === 'text') length('Header text', text ?? '', 1, 60);
  else if (!files[type]?.id && !files[type]?.link) refuse(`Header ${type} needs an id or a link`, 131008);
}

function checkButtons(buttons: { id: string; title: string }[]): void {
  if (buttons.length < 1 || buttons.length > 3) {
    refuse('Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3');
  }
  for (const { id, title } of buttons) {
    length('Button id', id, 1, 256);
    length('Button title', title, 1, 20);
  }
  if (new Set(buttons.map(({ id }) => id)).size < buttons.length) refuse('Duplicated button ids');
  if (new Set(buttons.map(({ title }) => title)).size < buttons.length) refuse('Duplicated button titles');
}

function checkList({ button: opener, sections }: z.output<typeof list>['action']): void {
  length('List button text', opener, 1, 20);
  if (sections.length < 1 || sections.length > 10) {
    refuse('Invalid sections count. Min allowed sections: 1, Max allowed sections: 10');
  }
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length < 1) refuse('Total row count is less than min allowed count: 1');
  if (rows.length > 10) refuse('Total row count exceed max allowed count: 10');
  for (const { title } of sections) {
    if (sections.length > 1 || title !== undefined) length('Section title', title ?? '', 1, 24);
  }
  for (const { id, title, description } of rows) {
    length('Row id', id, 1, 200);
    length('Row title', title, 1, 24);
    if (description !== undefined) length('Row description', description, 1, 72);
  }
  if (new Set(rows.map(({ id }) => id)).size < rows.length) refuse('Duplicated row ids');
}

function length(what: string, text: string, least: number, most: number): void {
  const count = text.trim().length;
  if (count < least || text.length > most) refuse(`${what} length invalid. Min length: ${least}, Max length: ${most}`);
}

function refuse(details: string, code = 131009): never {
  throw new GraphError(code, { details });
}

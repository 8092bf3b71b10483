import type { MessageTemplate, TemplateButton, TemplateParameter } from '#contract/message-templates';
import { placesIn } from '#contract/template-places';
import { parseParts, type MetaButton, type MetaPart } from './meta-components.ts';
import type { TemplateRow } from './template-store.ts';

const categories: Readonly<Record<string, MessageTemplate['category']>> = {
  MARKETING: 'marketing',
  UTILITY: 'utility',
  AUTHENTICATION: 'authentication',
};

const statuses: Readonly<Record<string, MessageTemplate['status']>> = {
  APPROVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
};

const formats: Readonly<Record<string, NonNullable<MessageTemplate['header']>['format']>> = {
  TEXT: 'text',
  IMAGE: 'image',
  VIDEO: 'video',
  DOCUMENT: 'document',
  LOCATION: 'location',
};

const buttonKinds: Readonly<Record<string, TemplateButton['kind']>> = {
  QUICK_REPLY: 'reply',
  URL: 'url',
  PHONE_NUMBER: 'call',
  COPY_CODE: 'code',
};

/** A stored template: as Meta lists its parts, and as the contract shows it. */
export interface ReadTemplate {
  parts: readonly MetaPart[];
  shape: MessageTemplate;
}

/** One whose parts cannot be read is not `sendable`. */
export function readTemplate(row: TemplateRow): ReadTemplate {
  const parts = parseParts(row.components);
  return parts ? { parts, shape: shapeOf(row, parts) } : { parts: [], shape: { ...shapeOf(row, []), sendable: false } };
}

export function toTemplate(row: TemplateRow): MessageTemplate {
  return readTemplate(row).shape;
}

function shapeOf(row: TemplateRow, parts: readonly MetaPart[]): MessageTemplate {
  const [header, body, footer] = ['HEADER', 'BODY', 'FOOTER'].map((type) => parts.find((part) => part.type === type));
  const buttons = parts.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  const format = header && formats[header.format ?? 'TEXT'];
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    category: categories[row.category] ?? 'other',
    status: statuses[row.status] ?? 'other',
    ...(format && { header: { format, ...(header.text !== undefined && { text: header.text }) } }),
    body: body?.text ?? '',
    ...(footer?.text !== undefined && { footer: footer.text }),
    buttons: buttons.map(toButton),
    parameters: [...placesOf('header', header), ...placesOf('body', body), ...buttons.flatMap(placeOfButton)],
    sendable: isSendable(parts, header, buttons),
  };
}

function toButton({ type, text, url, phone_number: number }: MetaButton): TemplateButton {
  const target = url ?? number;
  return { kind: buttonKinds[type] ?? 'other', text, ...(target !== undefined && { target }) };
}

function placesOf(where: 'header' | 'body', part: MetaPart | undefined): TemplateParameter[] {
  const { header_text: header, body_text: body = [] } = part?.example ?? {};
  const numbered = where === 'header' ? header : [body].flat(2);
  const named = part?.example?.[`${where}_text_named_params`];
  return placesIn(part?.text).map((name, index) => {
    const example = named?.find((one) => one.param_name === name)?.example ?? numbered?.[index];
    return { key: `${where}.${name}`, ...(example !== undefined && { example }) };
  });
}

/** A variable address, or a code to copy. */
function placeOfButton({ type, url, example }: MetaButton, index: number): TemplateParameter[] {
  if (type !== 'COPY_CODE' && placesIn(url).length === 0) return [];
  const shown = Array.isArray(example) ? example[0] : example;
  return [{ key: `button.${String(index)}`, ...(shown !== undefined && { example: shown }) }];
}

/** Whether everything of it is known here. One-time codes have buttons of their own kinds, and are not for people to send. */
function isSendable(parts: readonly MetaPart[], header: MetaPart | undefined, buttons: readonly MetaButton[]): boolean {
  const knowsParts = parts.every(({ type }) => ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(type));
  const knowsHeader = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT'].includes(header?.format ?? 'TEXT');
  return knowsParts && knowsHeader && buttons.every(({ type }) => type in buttonKinds);
}

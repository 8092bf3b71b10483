import { GraphError } from '../http/graph-error.ts';
import type { SentComponent, SentParameter, SentTemplate } from '../messages/template-schema.ts';
import type { LineButton } from '../people/chat-line.ts';
import type { FileKind } from '../media/file-rules.ts';
import { componentOf, variablesIn, type Template, type TemplateButton } from './template.ts';

/** A template with its variables filled in, as its bubble shows it. */
export interface FilledTemplate {
  header?: string;
  text: string;
  footer?: string;
  buttons: LineButton[];
  file?: { kind: FileKind; id?: string | undefined; link?: string | undefined; filename?: string | undefined };
}

const MAX_TEXT = 1024;

/** Fills in a template. Throws what Meta answers where the parameters do not fit it, or it may not be sent. */
export function fillTemplate(template: Template | undefined, sent: SentTemplate): FilledTemplate {
  const known = sendable(template, sent);
  const parts = sent.components ?? [];
  const header = componentOf(known, 'HEADER');
  const headerParameters = parametersOf(parts, 'header');
  const body = componentOf(known, 'BODY')?.text ?? '';
  const footer = componentOf(known, 'FOOTER')?.text;
  const text = fillText('body', body, parametersOf(parts, 'body'), known);
  if (text.length > MAX_TEXT) throw new GraphError(132005, { details: `Filled in text of the body is too long` });
  const filled: FilledTemplate = {
    text,
    buttons: (componentOf(known, 'BUTTONS')?.buttons ?? []).map((button, index) => fillButton(button, index, parts)),
    ...(footer !== undefined && { footer }),
  };
  if (header?.format === 'TEXT') filled.header = fillText('header', header.text ?? '', headerParameters, known);
  else if (header && header.format !== 'LOCATION') filled.file = fileOf(header.format, headerParameters);
  return filled;
}

function sendable(template: Template | undefined, { name, language }: SentTemplate): Template {
  if (template === undefined || template.status === 'PENDING' || template.status === 'REJECTED') {
    throw new GraphError(132001, { details: `template name (${name}) does not exist in ${language.code}` });
  }
  if (template.status === 'PAUSED') throw new GraphError(132015);
  if (template.status === 'DISABLED') throw new GraphError(132016);
  return template;
}

function parametersOf(components: SentComponent[], type: SentComponent['type']): SentParameter[] {
  return components.find((component) => component.type === type)?.parameters ?? [];
}

function fillText(part: string, text: string, parameters: SentParameter[], { parameterFormat }: Template): string {
  const names = variablesIn(text);
  if (names.length !== parameters.length) {
    const details = `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`;
    throw new GraphError(132000, { details });
  }
  const values = new Map(
    parameters.map((parameter, index) => [
      parameterFormat === 'NAMED' ? parameter.parameter_name : names[index],
      valueOf(part, parameter),
    ]),
  );
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new GraphError(100, { details: `${part}: Parameter name is missing or empty` });
    return value;
  });
}

function valueOf(part: string, { type, text, currency, date_time }: SentParameter): string {
  const value = text ?? currency?.fallback_value ?? date_time?.fallback_value;
  if (value === undefined) {
    throw new GraphError(132012, {
      details: `${part}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`,
    });
  }
  if (value === '') throw new GraphError(131008, { details: 'Parameter of type text is missing text value' });
  if (/[\n\t]| {5,}/.test(value)) {
    const details = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
    throw new GraphError(132018, { details });
  }
  return value;
}

function fileOf(format: 'IMAGE' | 'VIDEO' | 'DOCUMENT', [parameter]: SentParameter[]): FilledTemplate['file'] {
  const kind = format.toLowerCase() as 'image' | 'video' | 'document';
  const file = parameter?.[kind];
  if (!file?.id && !file?.link) {
    const received = parameter?.type.toUpperCase() ?? 'UNKNOWN';
    throw new GraphError(132012, { details: `header: Format mismatch, expected ${format}, received ${received}` });
  }
  return { kind, ...file };
}

function fillButton(button: TemplateButton, index: number, components: SentComponent[]): LineButton {
  const sent = components.find((component) => component.type === 'button' && (component.index ?? 0) === index);
  const parameter = sent?.parameters?.[0];
  const given = parameter?.text ?? parameter?.payload ?? parameter?.coupon_code;
  const required = (type: string): GraphError =>
    new GraphError(131008, { details: `buttons: Button at index ${index} of type ${type} requires a parameter` });
  switch (button.type) {
    case 'QUICK_REPLY':
      return { kind: 'reply', id: given ?? button.text, title: button.text };
    case 'URL': {
      const isDynamic = variablesIn(button.url).length > 0;
      if (isDynamic && given === undefined) throw required('Url');
      return {
        kind: 'url',
        id: String(index),
        title: button.text,
        url: button.url.replace(/\{\{\s*\w+\s*\}\}/, given ?? ''),
      };
    }
    case 'PHONE_NUMBER':
      return { kind: 'phone', id: String(index), title: button.text, url: `tel:${button.phone_number}` };
    case 'COPY_CODE':
    case 'OTP':
      if (given === undefined) throw required(button.type === 'OTP' ? 'Url' : 'CopyCode');
      return { kind: 'copy', id: given, title: button.text ?? 'Copy code' };
    case 'REQUEST_CONTACT_INFO':
      return { kind: 'contact', id: String(index), title: button.text ?? 'Share contact info' };
    case 'FLOW':
      return { kind: 'flow', id: String(index), title: button.text };
  }
}

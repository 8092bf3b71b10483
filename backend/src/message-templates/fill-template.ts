import type { Interactive } from '#contract/messages';
import { faultOf, fillIn, MAX_PLACE_LENGTH, placesIn } from '#contract/template-places';
import type { MetaButton, MetaPart } from './meta-components.ts';
import type { ReadTemplate } from './template-shape.ts';

/** Thrown for a place without a value, or with one that Meta does not take. `key` is that of the place. */
export class UnfitParameterError extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

export interface FilledTemplate {
  /** The body, as its receiver reads it. */
  text: string;
  /** What stands around it. */
  interactive: Interactive;
  /** What Meta is told; the file of a header is put in front when it lies there. */
  template: { name: string; language: string; components: object[] };
  /** The kind of file that has to come with it. */
  headerFile: 'image' | 'video' | 'document' | undefined;
}

/** Fills the places of a template by their keys. Throws an `UnfitParameterError`. */
export function fillTemplate(
  { parts, shape }: ReadTemplate,
  parameters: Readonly<Record<string, string>>,
): FilledTemplate {
  const { header, body, footer, buttons } = shape;
  const partOf = (type: string) => parts.find((part) => part.type === type);
  const value = (key: string) => fitting(key, parameters[key]);
  const headerText = header?.text === undefined ? undefined : fillIn(header.text, (name) => value(`header.${name}`));
  const filledButtons = buttons.map((button, index) => {
    const { target } = button;
    return target === undefined
      ? button
      : { ...button, target: fillIn(target, () => value(`button.${String(index)}`)) };
  });
  const format = header?.format;
  return {
    text: fillIn(body, (name) => value(`body.${name}`)),
    interactive: {
      ...(headerText !== undefined && { header: headerText }),
      ...(footer !== undefined && { footer }),
      ...(filledButtons.length > 0 && { buttons: filledButtons }),
    },
    template: {
      name: shape.name,
      language: shape.language,
      components: [
        ...textComponent('header', partOf('HEADER'), value),
        ...textComponent('body', partOf('BODY'), value),
        ...(partOf('BUTTONS')?.buttons ?? []).flatMap((button, index) => buttonComponent(button, index, value)),
      ],
    },
    headerFile: format === 'image' || format === 'video' || format === 'document' ? format : undefined,
  };
}

const faults = {
  missing: 'Fill this in.',
  long: `Use at most ${String(MAX_PLACE_LENGTH)} characters.`,
  spacing: 'Use no line breaks, tabs or more than four spaces in a row.',
};

function fitting(key: string, given = ''): string {
  const fault = faultOf(given);
  if (fault) throw new UnfitParameterError(key, faults[fault]);
  return given.trim();
}

function textComponent(type: 'header' | 'body', part: MetaPart | undefined, value: (key: string) => string): object[] {
  const parameters = placesIn(part?.text).map((name) => ({
    type: 'text',
    ...(!/^\d+$/.test(name) && { parameter_name: name }),
    text: value(`${type}.${name}`),
  }));
  return parameters.length > 0 ? [{ type, parameters }] : [];
}

function buttonComponent({ type, url }: MetaButton, index: number, value: (key: string) => string): object[] {
  const key = `button.${String(index)}`;
  const component = { type: 'button', index: String(index) };
  if (type === 'COPY_CODE') {
    const parameters = [{ type: 'coupon_code', coupon_code: value(key) }];
    return [{ ...component, sub_type: 'copy_code', parameters }];
  }
  if (placesIn(url).length === 0) return [];
  return [{ ...component, sub_type: 'url', parameters: [{ type: 'text', text: value(key) }] }];
}

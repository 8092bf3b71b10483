import type { MessageTemplate } from '#contract/message-templates';
import type { Interactive } from '#contract/messages';
import { faultOf } from '#contract/template-places';
import { filledTemplate, placeName, type PlaceName } from '../../message-templates';

type Values = Readonly<Record<string, string>>;

/** The places that cannot be sent as they are filled in, such as those nobody has filled in yet. */
export function openPlaces(template: MessageTemplate, values: Values): PlaceName[] {
  const open = template.parameters.filter(({ key }) => faultOf(values[key] ?? '') !== null);
  return open.map(({ key }) => placeName(key, template));
}

/**
 * A template with its places filled in by words and variables. An empty place looks as it does in the template, but is no
 * variable, though it may be called like one: U+2060 (word joiner), which is not seen, stands between its braces.
 */
export function shownTemplate(template: MessageTemplate, values: Values): { text: string; interactive: Interactive } {
  const empty = template.parameters.filter(({ key }) => faultOf(values[key] ?? '') === 'missing');
  const marks = empty.map(({ key }) => [key, placeName(key, template).mark.replace('{', '{\u2060')] as const);
  return filledTemplate(template, { ...values, ...Object.fromEntries(marks) });
}

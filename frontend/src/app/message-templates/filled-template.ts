import type { MessageTemplate } from '#contract/message-templates';
import type { Interactive } from '#contract/messages';
import { fillIn } from '#contract/template-places';

/** A template as its receiver reads it; a place that is not filled in yet stays as it stands in the template. */
export function filledTemplate(
  { header, body, footer, buttons }: MessageTemplate,
  values: Readonly<Record<string, string>>,
): { text: string; interactive: Interactive } {
  const filled = (text: string, keyOf: (name: string) => string): string =>
    fillIn(text, (name) => {
      const value = values[keyOf(name)]?.trim() ?? '';
      return value === '' ? `{{${name}}}` : value;
    });
  return {
    text: filled(body, (name) => `body.${name}`),
    interactive: {
      ...(header?.text !== undefined && { header: filled(header.text, (name) => `header.${name}`) }),
      ...(footer !== undefined && { footer }),
      ...(buttons.length > 0 && {
        buttons: buttons.map((button, index) => ({
          ...button,
          ...(button.target !== undefined && { target: filled(button.target, () => `button.${index}`) }),
        })),
      }),
    },
  };
}

import { foldForSearch, nameWords } from '#contract/search-words';
import type { MessageTemplate } from '#contract/message-templates';

/** The name of a language of Meta's, such as `es_MX`, in the language in use; the code itself where there is none. */
export function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}

/** Those in whose name or text each word of a search stands. */
export function templatesMatching(templates: readonly MessageTemplate[], query: string): readonly MessageTemplate[] {
  const words = nameWords(query);
  return templates.filter(({ name, body }) => {
    const text = foldForSearch(`${name} ${name.replaceAll('_', ' ')} ${body}`);
    return words.every((word) => text.includes(word));
  });
}

/** What a place of a template is called: where it stands, the text of the button it stands in, as what it is seen. */
export interface PlaceName {
  key: 'header' | 'body' | 'url' | 'code';
  button: string;
  /** Such as `{{1}}`; empty where it is not seen. */
  mark: string;
}

export function placeName(key: string, { buttons }: Pick<MessageTemplate, 'buttons'>): PlaceName {
  const [where, name = ''] = key.split('.');
  if (where !== 'button') return { key: where === 'header' ? 'header' : 'body', button: '', mark: `{{${name}}}` };
  const button = buttons[Number(name)];
  return { key: button?.kind === 'code' ? 'code' : 'url', button: button?.text ?? '', mark: '' };
}

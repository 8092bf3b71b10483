import type { NumberState } from '../accounts/number-state.ts';
import { invalidParameter } from '../http/graph-error.ts';
import type { LabParts } from '../lab-parts.ts';
import { bareType, fileRules, type FileKind } from '../media/file-rules.ts';
import type { LineButton } from '../people/chat-line.ts';
import type { FilledTemplate } from '../templates/filled-template.ts';
import type { Content } from './content-schemas.ts';
import type { Interactive } from './interactive-schema.ts';
import type { Composed, NewLine } from './outgoing-message.ts';
import type { SentTemplate } from './template-schema.ts';

interface NamedFile {
  kind: FileKind;
  id?: string | undefined;
  link?: string | undefined;
  filename?: string | undefined;
  voice?: boolean | undefined;
}

/** What a bubble shows of what was sent; throws where a file it names is not there. */
export class Composing {
  readonly #lab: LabParts;
  readonly #number: NumberState;

  constructor(lab: LabParts, number: NumberState) {
    this.#lab = lab;
    this.#number = number;
  }

  compose(sent: Exclude<Content, { type: 'template' }>): Composed {
    switch (sent.type) {
      case 'text':
        return { line: { text: sent.content.body } };
      case 'location': {
        const { latitude, longitude, name, address } = sent.content;
        return { line: { text: name ?? '[location]', location: { latitude, longitude, name, address } } };
      }
      case 'contacts':
        return {
          line: { text: sent.content.map(({ name }) => name.formatted_name).join(', '), contacts: sent.content },
        };
      case 'reaction':
        return { reaction: { about: sent.content.message_id, emoji: sent.content.emoji } };
      case 'interactive':
        return this.#interactive(sent.content);
      default: {
        const caption = 'caption' in sent.content ? sent.content.caption : undefined;
        const line = { text: caption ?? `[${sent.type}]` };
        return this.#withFile(line, { kind: sent.type, ...sent.content }, sent.type);
      }
    }
  }

  composeTemplate({ name, language }: SentTemplate, { header, text, footer, buttons, file }: FilledTemplate): Composed {
    const line: NewLine = {
      text,
      template: { name, language: language.code },
      ...(header !== undefined && { header }),
      ...(footer !== undefined && { footer }),
      ...(buttons.length > 0 && { buttons }),
    };
    return file ? this.#withFile(line, file, `template['components'][0]['parameters'][0]['${file.kind}']`) : { line };
  }

  #interactive(interactive: Interactive): Composed {
    const line: NewLine = { text: interactive.body.text };
    if ('footer' in interactive && interactive.footer) line.footer = interactive.footer.text;
    if (interactive.type === 'list') {
      const { button, sections } = interactive.action;
      line.list = {
        button,
        sections: JSON.parse(JSON.stringify(sections)) as NonNullable<NewLine['list']>['sections'],
      };
    } else if (interactive.type !== 'location_request_message') {
      line.buttons = buttonsOf(interactive);
    }
    const header = 'header' in interactive ? interactive.header : undefined;
    if (header === undefined) return { line };
    if (header.type === 'text') return { line: { ...line, header: header.text ?? '' } };
    return this.#withFile(
      line,
      { kind: header.type, ...header[header.type] },
      `interactive['header']['${header.type}']`,
    );
  }

  #withFile(line: NewLine, { kind, id, link, filename, voice }: NamedFile, place: string): Composed {
    if (link !== undefined) return { line, link: { url: link, kind, fileName: filename } };
    if (id === undefined) throw invalidParameter(`The parameter ${place}['id'] is required.`);
    const media = this.#lab.media.find(id);
    const isOurs = media && this.#lab.world.numbers.get(media.numberId)?.wabaId === this.#number.wabaId;
    if (!media || !isOurs || !fits(kind, media.mimeType)) {
      throw invalidParameter(`Param ${place}['id'] is not a valid whatsapp business account media attachment ID`);
    }
    const { mimeType, bytes } = media;
    const file = { kind, mimeType, bytes, ...(filename && { fileName: filename }), ...(voice && { voice }) };
    return { line: { ...line, mediaId: id, file } };
  }
}

/** Whether a file may be sent as this kind; a document may be anything. */
export function fits(kind: FileKind, mimeType: string): boolean {
  return kind === 'document' || fileRules[kind].mimeTypes.includes(bareType(mimeType));
}

function buttonsOf(interactive: Exclude<Interactive, { type: 'list' | 'location_request_message' }>): LineButton[] {
  switch (interactive.type) {
    case 'button':
      return interactive.action.buttons.map(({ reply }) => ({ kind: 'reply', ...reply }));
    case 'cta_url': {
      const { display_text, url } = interactive.action.parameters;
      return [{ kind: 'url', id: '0', title: display_text, url }];
    }
    case 'request_contact_info':
      return [{ kind: 'contact', id: '0', title: 'Share contact info' }];
    case 'flow': {
      const title = interactive.action.parameters['flow_cta'];
      return [{ kind: 'flow', id: '0', title: typeof title === 'string' ? title : 'Flow' }];
    }
  }
}

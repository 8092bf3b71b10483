import type { Interactive } from '#contract/messages';
import type { MessageContent } from '../../conversations/index.ts';

/** A file as Meta knows it. */
export interface SentFile {
  metaId: string;
  fileName: string | null;
  /** A recording made in the chat, of the one kind that phones show as a voice note (Cloud API, audio messages). */
  isVoiceNote: boolean;
}

export interface OutgoingBody {
  content: MessageContent;
  /** Whom it is for: their number, or their id where they show none. */
  to: { phoneNumber: string } | { userId: string };
  /** WhatsApp's id of what it answers, or, of a reaction, is about. */
  answers: string | undefined;
  file: SentFile | undefined;
  /** Comes back with each status, also where the answer to the send was lost (Cloud API, `biz_opaque_callback_data`). */
  ourId: string;
}

/** What is posted to `/messages` (Cloud API, messages reference). */
export function outgoingBody({ content, to, answers, file, ourId }: OutgoingBody): object {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...('phoneNumber' in to ? { to: to.phoneNumber } : { recipient: to.userId }),
    ...(answers !== undefined && content.type !== 'reaction' && { context: { message_id: answers } }),
    biz_opaque_callback_data: ourId,
    ...payload(content, answers, file),
  };
}

function payload(content: MessageContent, about: string | undefined, file: SentFile | undefined): object {
  const { type, text, template, interactive } = content;
  if (template) return { type: 'template', template: templateOf(template, type, file) };
  if (interactive) return { type: 'interactive', interactive: choicesOf(text ?? '', interactive) };
  switch (type) {
    case 'reaction':
      return { type, reaction: { message_id: about, emoji: text ?? '' } };
    case 'location':
      return { type, location: content.location };
    case 'contacts':
      return { type, contacts: cardsOf(content) };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { type, [type]: fileOf(type, text, file) };
    default:
      return { type: 'text', text: { body: text ?? '', preview_url: true } };
  }
}

function fileOf(type: string, caption: string | null, file: SentFile | undefined): object {
  return {
    id: file?.metaId,
    ...(type === 'audio' && file?.isVoiceNote && { voice: true }),
    ...(caption && type !== 'audio' && type !== 'sticker' && { caption }),
    ...(type === 'document' && file?.fileName && { filename: file.fileName }),
  };
}

function cardsOf({ contacts = [] }: MessageContent): object[] {
  return contacts.map(({ name, phoneNumbers }) => ({
    // A first name is compulsory beside the whole one.
    name: { formatted_name: name || nameless(phoneNumbers), first_name: name || nameless(phoneNumbers) },
    phones: phoneNumbers.map((number) => ({ phone: `+${number.replace(/^\+/, '')}`, type: 'CELL' })),
  }));
}

function nameless([number = '-']: readonly string[]): string {
  return number;
}

/** Ids of choices are their places: what comes back is the title too. */
function choicesOf(body: string, { header, footer, buttons, list }: Interactive): object {
  return {
    type: list ? 'list' : 'button',
    ...(header !== undefined && { header: { type: 'text', text: header } }),
    body: { text: body },
    ...(footer !== undefined && { footer: { text: footer } }),
    action: list
      ? {
          button: list.button,
          sections: list.sections.map(({ title, rows }, section) => ({
            ...(title && { title }),
            rows: rows.map((row, index) => ({
              id: `${String(section)}.${String(index)}`,
              title: row.title,
              ...(row.description && { description: row.description }),
            })),
          })),
        }
      : {
          buttons: (buttons ?? []).map(({ text }, index) => ({
            type: 'reply',
            reply: { id: String(index), title: text },
          })),
        },
  };
}

function templateOf(
  { name, language, components }: NonNullable<MessageContent['template']>,
  type: string,
  file: SentFile | undefined,
): object {
  const header = file && {
    type: 'header',
    parameters: [
      { type, [type]: { id: file.metaId, ...(type === 'document' && file.fileName && { filename: file.fileName }) } },
    ],
  };
  return {
    name,
    language: { code: language, policy: 'deterministic' },
    components: [...(header ? [header] : []), ...components],
  };
}

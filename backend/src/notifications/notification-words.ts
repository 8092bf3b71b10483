import type { Message, MessageType } from '#contract/messages';

const LONGEST = 160;

type Worded = Exclude<MessageType, 'text'>;
const words: Record<'es' | 'en', Partial<Record<Worded | 'voice', string>> & { other: string }> = {
  es: {
    image: 'Foto',
    video: 'Video',
    audio: 'Audio',
    voice: 'Mensaje de voz',
    document: 'Documento',
    sticker: 'Sticker',
    location: 'Ubicación',
    contacts: 'Contacto',
    other: 'Mensaje nuevo',
  },
  en: {
    image: 'Photo',
    video: 'Video',
    audio: 'Audio',
    voice: 'Voice message',
    document: 'Document',
    sticker: 'Sticker',
    location: 'Location',
    contacts: 'Contact',
    other: 'New message',
  },
};

/** What a notification says of a message: its text, or what it is; in groups behind the name of who wrote it. */
export function notificationWords({ type, text, media, participant }: Message, language: 'es' | 'en'): string {
  const kind = media?.voice ? 'voice' : type;
  const name = kind === 'text' ? undefined : words[language][kind];
  const file = type === 'document' ? media?.fileName : undefined;
  const said = [text?.trim(), file, name].find(Boolean) ?? words[language].other;
  const line = participant === undefined ? said : `${participant}: ${said}`;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

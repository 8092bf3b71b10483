import type { proto } from 'baileys';
import type { Place, SharedContact } from './chat-line.ts';
import { messageOf, textMessage, type Written } from './content.ts';

/** A message another one answers or reacts to. */
export interface AnsweredLine extends Written {
  id: string;
  fromMe: boolean;
}

/** An answer; `author` is the jid of who wrote what it answers. */
export function replyMessage(text: string, answered: AnsweredLine, author: string): proto.IMessage {
  const contextInfo = { stanzaId: answered.id, participant: author, quotedMessage: quotable(answered) };
  return { extendedTextMessage: { text, contextInfo } };
}

/** A reaction, empty to take one back; in a group `author` is who wrote what it is about, for what others wrote. */
export function reactionMessage(
  emoji: string,
  { id, fromMe }: AnsweredLine,
  chat: { jid: string; author?: string | undefined },
): proto.IMessage {
  const key = { remoteJid: chat.jid, fromMe, id, participant: fromMe ? undefined : chat.author };
  return { reactionMessage: { key, text: emoji, senderTimestampMs: Date.now() } };
}

export function locationMessage({ latitude, longitude, name, address }: Place): proto.IMessage {
  return { locationMessage: { degreesLatitude: latitude, degreesLongitude: longitude, name, address } };
}

export function contactsMessage(cards: SharedContact[]): proto.IMessage {
  const contacts = cards.map(({ name, vcard }) => ({ displayName: name, vcard }));
  const [only] = contacts;
  if (contacts.length === 1) return { contactMessage: only ?? {} };
  return { contactsArrayMessage: { displayName: `${contacts.length} contacts`, contacts } };
}

/** A card as phones write it. */
export function cardOf(name: string, phoneNumber: string): SharedContact {
  const telephone = `item1.TEL;waid=${phoneNumber}:+${phoneNumber}`;
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, telephone, 'item1.X-ABLabel:Celular'];
  return { name, vcard: [...lines, 'END:VCARD'].join('\n') };
}

/** What is quoted quotes nothing itself. */
function quotable(line: Written): proto.IMessage {
  const message = messageOf(line);
  return message.extendedTextMessage ? textMessage(line.text) : message;
}

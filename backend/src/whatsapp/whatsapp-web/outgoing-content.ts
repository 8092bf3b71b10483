import { getContentType, proto } from 'baileys';
import type { AnsweredMessage, MessageContent } from '../../conversations/index.ts';
import { cardsMessage } from './contact-cards.ts';
import { placeMessage } from './places.ts';

/** What a message says on WhatsApp, without what it answers. */
export function plainContent({ type, text, content, location, contacts }: MessageContent): proto.IMessage {
  if (content !== null) return proto.Message.decode(content);
  if (location) return placeMessage(location);
  if (contacts) return cardsMessage(contacts);
  const caption = text ?? '';
  switch (type) {
    case 'image':
      return { imageMessage: { caption } };
    case 'video':
      return { videoMessage: { caption } };
    case 'document':
      return { documentMessage: { caption } };
    case 'audio':
      return { audioMessage: {} };
    case 'sticker':
      return { stickerMessage: {} };
    default:
      return { conversation: caption };
  }
}

/** `message` as an answer to `answered`, which `author` wrote: a jid. */
export function asAnswer(message: proto.IMessage, answered: AnsweredMessage, author: string): proto.IMessage {
  const contextInfo = { stanzaId: answered.whatsappId, participant: author, quotedMessage: quotable(answered) };
  const { conversation } = message;
  if (typeof conversation === 'string') return { extendedTextMessage: { text: conversation, contextInfo } };
  const kind = getContentType(message);
  if (kind === undefined) return message;
  return { ...message, [kind]: { ...(message[kind] as object), contextInfo } };
}

/** A reaction, empty to take one back; `author` is who wrote what it is about, where that is somebody else in a group. */
export function asReaction(
  emoji: string,
  about: AnsweredMessage,
  { jid, author, sentAt }: { jid: string; author: string | undefined; sentAt: string },
): proto.IMessage {
  const { whatsappId, fromMe } = about;
  const key = { remoteJid: jid, fromMe, id: whatsappId, ...(author !== undefined && { participant: author }) };
  return { reactionMessage: { key, text: emoji, senderTimestampMs: Date.parse(sentAt) } };
}

/** What is quoted is one content alone, and answers nothing itself. */
function quotable(answered: AnsweredMessage): proto.IMessage {
  const message = plainContent(answered);
  const kind = getContentType(message);
  if (kind === undefined || kind === 'conversation') return { conversation: message.conversation ?? '' };
  return { [kind]: { ...(message[kind] as object), contextInfo: null } };
}

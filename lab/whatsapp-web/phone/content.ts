import { proto } from 'baileys';

/** A message as a phone keeps it: what its bubble says, and the whole of it where that is more than a text. */
export interface Written {
  /** Of a reaction its emoji, empty where it takes one back. */
  text: string;
  content?: Uint8Array | undefined;
}

/** What is kept of a message; undefined when it shows nowhere (protocol messages, keys). */
export function written(message: proto.IMessage): Written | undefined {
  const text = message.reactionMessage ? (message.reactionMessage.text ?? '') : shownText(message);
  if (text === undefined) return undefined;
  return isPlain(message) ? { text } : { text, content: proto.Message.encode(message).finish() };
}

/** The message itself. */
export function messageOf({ text, content }: Written): proto.IMessage {
  return content === undefined ? textMessage(text) : proto.Message.decode(content);
}

export function textMessage(text: string): proto.IMessage {
  return { conversation: text };
}

/** What a phone tells its own companions about a message it wrote. */
export function deviceSentMessage(destinationJid: string, message: proto.IMessage): proto.IMessage {
  return { deviceSentMessage: { destinationJid, message } };
}

/** The `type` of its stanza (baileys/lib/Socket/messages-send.js, `getMessageType`). */
export function stanzaType(message: proto.IMessage): string {
  if (message.reactionMessage) return 'reaction';
  return message.conversation || message.extendedTextMessage ? 'text' : 'media';
}

function isPlain({ conversation, extendedTextMessage }: proto.IMessage): boolean {
  return Boolean(conversation) || (Boolean(extendedTextMessage?.text) && !extendedTextMessage?.contextInfo);
}

/** What rides along with messages, or changes something without a bubble. */
const UNSHOWN = new Set(['protocolMessage', 'senderKeyDistributionMessage', 'messageContextInfo', 'deviceSentMessage']);

/** What a bubble shows of a message; undefined when the message makes no bubble. */
function shownText(message: proto.IMessage): string | undefined {
  const text = message.conversation ?? message.extendedTextMessage?.text;
  if (text) return text;
  if (message.contactMessage) return message.contactMessage.displayName ?? '[contact]';
  if (message.contactsArrayMessage) return message.contactsArrayMessage.displayName ?? '[contacts]';
  if (message.locationMessage) return message.locationMessage.name ?? '[location]';
  for (const [kind, media] of Object.entries({
    image: message.imageMessage,
    video: message.videoMessage,
    audio: message.audioMessage,
    document: message.documentMessage,
    sticker: message.stickerMessage,
  })) {
    if (!media) continue;
    return 'caption' in media && media.caption ? media.caption : `[${kind}]`;
  }
  const other = Object.entries(message).find(([kind, value]) => value != null && !UNSHOWN.has(kind));
  return other && `[${other[0]}]`;
}

import type { proto } from 'baileys';

/** What a bubble shows of a message; undefined when the message makes no bubble (reactions, protocol messages). */
export function shownText(message: proto.IMessage): string | undefined {
  const text = message.conversation ?? message.extendedTextMessage?.text;
  if (text) return text;
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
  return undefined;
}

export function textMessage(text: string): proto.IMessage {
  return { conversation: text };
}

/** What a phone tells its own companions about a message it wrote. */
export function deviceSentMessage(destinationJid: string, message: proto.IMessage): proto.IMessage {
  return { deviceSentMessage: { destinationJid, message } };
}

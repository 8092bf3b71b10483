import { incomingMessage, type IncomingMessage, type MessageHead } from './incoming-message.ts';

/** A file as a webhook names it: fetched by its id, or from `url` with the token, for some minutes. */
export interface MediaContent {
  id: string;
  mimeType: string;
  /** Base64. */
  sha256: string;
  url?: string | undefined;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/image */
export function imageMessage(head: MessageHead, media: MediaContent, caption?: string): IncomingMessage {
  return incomingMessage(head, 'image', { image: { ...(caption && { caption }), ...named(media) } });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/video */
export function videoMessage(head: MessageHead, media: MediaContent, caption?: string): IncomingMessage {
  return incomingMessage(head, 'video', { video: { ...(caption && { caption }), ...named(media) } });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/audio */
export function audioMessage(head: MessageHead, media: MediaContent, voice: boolean): IncomingMessage {
  return incomingMessage(head, 'audio', { audio: { ...named(media), voice } });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/document */
export function documentMessage(
  head: MessageHead,
  media: MediaContent,
  { caption, fileName }: { caption?: string | undefined; fileName?: string | undefined } = {},
): IncomingMessage {
  const document = { ...(caption && { caption }), ...(fileName && { filename: fileName }), ...named(media) };
  return incomingMessage(head, 'document', { document });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/sticker */
export function stickerMessage(head: MessageHead, media: MediaContent, animated: boolean): IncomingMessage {
  return incomingMessage(head, 'sticker', { sticker: { ...named(media), animated } });
}

function named({ id, mimeType, sha256, url }: MediaContent): object {
  return { mime_type: mimeType, sha256, id, ...(url && { url }) };
}

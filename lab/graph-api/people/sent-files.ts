import type { NumberState } from '../accounts/number-state.ts';
import type { LabParts } from '../lab-parts.ts';
import type { FileKind } from '../media/file-rules.ts';
import {
  audioMessage,
  mediaDownloadError,
  unsupportedMessage,
  documentMessage,
  imageMessage,
  stickerMessage,
  videoMessage,
  type IncomingMessage,
  type MediaContent,
  type MessageHead,
} from '../payloads/index.ts';
import type { PersonState } from './person-state.ts';
import { write, type SendOptions, type Sent } from './writing.ts';

/** A file to be sent, with what the sending app knows of it. */
export interface NewFile {
  kind: FileKind;
  bytes: Uint8Array;
  mimeType: string;
  fileName?: string | undefined;
  caption?: string | undefined;
  /** A recording made in the chat. */
  voice?: boolean | undefined;
  /** A sticker that moves. */
  animated?: boolean | undefined;
  /** Meta cannot take it from the phone: the business is told of an error (131052). */
  broken?: boolean | undefined;
}

/** Lays a file at Meta and writes the message that names it. */
export async function sendFile(
  lab: LabParts,
  person: PersonState,
  number: NumberState,
  file: NewFile,
  options?: SendOptions,
): Promise<Sent> {
  const media = await lab.media.add('person', number.id, file.mimeType, file.bytes);
  const content: MediaContent = {
    id: media.id,
    mimeType: media.mimeType,
    sha256: Buffer.from(media.sha256, 'hex').toString('base64'),
    url: lab.links.make(media.id, 'webhook'),
  };
  const { kind, mimeType, fileName, caption, voice } = file;
  const shared = { kind, mimeType, bytes: media.bytes, ...(fileName && { fileName }), ...(voice && { voice }) };
  const line = { text: caption ?? `[${kind}]`, file: shared, mediaId: media.id };
  const build = (head: MessageHead): IncomingMessage => messageOf(head, content, file);
  return write(lab, person, number, { line, build, ...(options && { options }) });
}

function messageOf(head: MessageHead, content: MediaContent, file: NewFile): IncomingMessage {
  if (file.broken) return unsupportedMessage(head, file.kind, mediaDownloadError);
  switch (file.kind) {
    case 'image':
      return imageMessage(head, content, file.caption);
    case 'video':
      return videoMessage(head, content, file.caption);
    case 'audio':
      return audioMessage(head, content, file.voice ?? false);
    case 'document':
      return documentMessage(head, content, file);
    case 'sticker':
      return stickerMessage(head, content, file.animated ?? false);
  }
}

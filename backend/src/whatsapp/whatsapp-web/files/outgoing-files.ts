import { proto } from 'baileys';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { replaceContent, type OutboxEntry } from '../../../conversations/index.ts';
import { findFileToSend, shrink, type FileToSend, type MediaFiles } from '../../../media/index.ts';
import { FewAtOnce } from '../../../operations/index.ts';
import type { Store } from '../../../storage/index.ts';
import { isMissing } from '../../missing-file.ts';
import { SealedFile, type FileKeys } from './file-cipher.ts';
import type { FileKind } from './file-kinds.ts';
import type { MediaServers, PlacedFile, UploadPermit } from './media-servers.ts';

/** Uploads of one line at the same time: its texts go on beside them. */
const AT_ONCE = 3;
/** What apps show until a picture has been fetched. */
const PREVIEW_PIXELS = 72;

export interface OutgoingFilesOptions {
  store: Store;
  files: MediaFiles;
  mediaServers: MediaServers;
  /** Asks WhatsApp who takes uploads; `anew` where the last answer is no longer good. */
  permit: (anew: boolean) => Promise<UploadPermit>;
}

/** Brings the files of outgoing messages to WhatsApp, encrypted, before the messages that name them. */
export class OutgoingFiles {
  readonly #options: OutgoingFilesOptions;
  readonly #few = new FewAtOnce(AT_ONCE);

  constructor(options: OutgoingFilesOptions) {
    this.#options = options;
  }

  /**
   * Uploads the file of a message and stores what WhatsApp has to be told of it, so that a next try uploads nothing.
   * Undefined where the file is not there to be sent.
   */
  upload(entry: OutboxEntry, kind: FileKind): Promise<Uint8Array | undefined> {
    return this.#few.run(() => this.#upload(entry, kind));
  }

  async #upload({ clientCode, messageId, text }: OutboxEntry, kind: FileKind): Promise<Uint8Array | undefined> {
    const { store, files } = this.#options;
    const file = await store.read((database) => findFileToSend(database, clientCode, messageId));
    if (!file) return undefined;
    const sealedPath = files.newPath();
    try {
      const sealed = new SealedFile(kind);
      await pipeline(createReadStream(files.pathOf(file.id)), sealed, createWriteStream(sealedPath));
      const placed = await this.#bring(sealedPath, { kind, fileEncSha256: sealed.keys.fileEncSha256 });
      const content = await this.#describe(file, kind, { ...placed, ...sealed.keys, caption: text });
      await store.write(({ database }) => replaceContent(database, clientCode, messageId, content));
      return content;
    } catch (error) {
      // Of the files here only the one to be sent can be missing.
      if (isMissing(error)) return undefined;
      throw error;
    } finally {
      await files.discard(sealedPath);
    }
  }

  async #bring(path: string, file: { kind: FileKind; fileEncSha256: Uint8Array }): Promise<PlacedFile> {
    const { mediaServers, permit } = this.#options;
    try {
      return await mediaServers.upload(path, file, await permit(false));
    } catch {
      return mediaServers.upload(path, file, await permit(true));
    }
  }

  async #describe(
    file: FileToSend,
    kind: FileKind,
    told: PlacedFile & Required<FileKeys> & { caption: string | null },
  ): Promise<Uint8Array> {
    const { caption, ...where } = told;
    const { mimeType, bytes, width, height, seconds, fileName } = file;
    const size = { width, height };
    const preview = { jpegThumbnail: file.thumbnail && (await shrink(file.thumbnail, PREVIEW_PIXELS)) };
    const part = { ...where, mimetype: mimeType, fileLength: bytes };
    return proto.Message.encode(messageWith(kind)).finish();

    function messageWith(sent: FileKind): proto.IMessage {
      switch (sent) {
        case 'image':
          return { imageMessage: { ...part, ...size, ...preview, caption } };
        case 'video':
          return { videoMessage: { ...part, ...size, ...preview, caption, seconds } };
        case 'audio':
          return { audioMessage: { ...part, ...spoken(file), seconds } };
        case 'sticker':
          return { stickerMessage: { ...part, ...size } };
        case 'document':
          return { documentMessage: { ...part, ...preview, caption, fileName, title: fileName } };
      }
    }
  }
}

/** Phones play a recording as such only where its codec is named. */
function spoken({ voice, mimeType }: FileToSend): Pick<proto.Message.IAudioMessage, 'ptt' | 'mimetype'> {
  return voice
    ? { ptt: true, mimetype: mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimeType }
    : { ptt: false };
}

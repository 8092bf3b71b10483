import { proto } from 'baileys';
import { pipeline, type Readable } from 'node:stream';
import { replaceContent, type MessageWithFile } from '../../../conversations/index.ts';
import { FileGoneError } from '../../../media/index.ts';
import type { Store } from '../../../storage/index.ts';
import { withoutQuote } from '../quote-in-content.ts';
import { OpenedFile } from './file-cipher.ts';
import { fileIn, type FileInMessage } from './file-in-message.ts';
import { NotAtWhatsAppError, type MediaServers } from './media-servers.ts';

export interface IncomingFilesOptions {
  store: Store;
  servers: MediaServers;
  /**
   * Has the phone of this line upload a file anew, and resolves with the message as it is then. Rejects with a
   * `FileGoneError` where the phone does not have it either, and where no phone can be asked now.
   */
  renew: (message: MessageWithFile, content: proto.IMessage) => Promise<proto.IMessage>;
}

/** Fetches what came with messages of WhatsApp Web; a phone is asked where WhatsApp has deleted it, as it does after weeks. */
export class IncomingFiles {
  readonly #options: IncomingFilesOptions;

  constructor(options: IncomingFilesOptions) {
    this.#options = options;
  }

  /** The file of a message, as its sender had it. */
  async fetch(message: MessageWithFile, signal: AbortSignal): Promise<Readable> {
    const { store, renew } = this.#options;
    const { clientCode, id } = message;
    const content = proto.Message.decode(message.content);
    try {
      return await this.#open(found(content), signal);
    } catch (error) {
      if (!(error instanceof NotAtWhatsAppError)) throw error;
    }
    const renewed = await renew(message, content);
    const encoded = proto.Message.encode(withoutQuote(renewed)).finish();
    await store.write(({ database }) => replaceContent(database, clientCode, id, encoded));
    return this.#open(found(renewed), signal);
  }

  async #open({ kind, keys, directPath }: FileInMessage, signal: AbortSignal): Promise<Readable> {
    const sealed = await this.#options.servers.download(directPath, signal);
    const opened = new OpenedFile(keys, kind);
    // An error of either ends the other, and whoever reads hears of it.
    pipeline(sealed, opened, () => undefined);
    return opened;
  }
}

function found(content: proto.IMessage): FileInMessage {
  const file = fileIn(content);
  if (!file) throw new FileGoneError('The message does not say where its file lies.');
  return file;
}

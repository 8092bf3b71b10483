import { openAsBlob } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { FileGoneError, typeByBytes, type FileToSend, type MediaFiles } from '../../media/index.ts';
import { FewAtOnce } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import type { GraphApi } from './graph-api.ts';
import { GraphError } from './graph-errors.ts';
import { fileOf } from './incoming-message.ts';
import { needsReplacement, replacementOf, REPLACEMENT_TYPE } from './meta-pictures.ts';
import { findUploaded, saveUploaded } from './meta-file-store.ts';
import { incomingMessage } from './webhook-payload.ts';

/** What stands in the place of a picture lies there beside the picture itself, which goes as a document as it is. */
const REPLACED = `${REPLACEMENT_TYPE};replaced`;

/** Uploads of one line at the same time: its texts go on beside them. */
const AT_ONCE = 3;

const uploaded = z.looseObject({ id: z.string() });
const located = z.looseObject({ url: z.string() });

export interface MetaFilesOptions {
  store: Store;
  files: MediaFiles;
  graph: GraphApi;
  sessionId: string;
  phoneNumberId: string;
  accessToken: string;
}

/** The files of one line at Meta: those it sends lie there once, those it gets are fetched from there. */
export class MetaFiles {
  readonly #options: MetaFilesOptions;
  readonly #few = new FewAtOnce(AT_ONCE);

  constructor(options: MetaFilesOptions) {
    this.#options = options;
  }

  /**
   * Meta's id for a file of ours, which goes as `type`; uploads it where it does not lie there yet. A picture that Meta would
   * not take goes as a JPEG it takes. Rejects with `ENOENT` where it is gone.
   */
  upload(file: FileToSend, type: string): Promise<string> {
    const { store, files, sessionId } = this.#options;
    const isReplaced = type === 'image' && needsReplacement(file);
    const kept = isReplaced ? { ...file, mimeType: REPLACED } : file;
    return this.#few.run(async () => {
      const known = await store.read((database) => findUploaded(database, sessionId, kept, store.now()));
      if (known !== undefined) return known;
      const path = files.pathOf(file.id);
      const replacement = isReplaced ? await replacementOf(path) : undefined;
      if (replacement) return this.#bring(kept, new Blob([replacement], { type: REPLACEMENT_TYPE }));
      return this.#bring(file, await openAsBlob(path, { type: await toldType(file, path) }));
    });
  }

  /** The bytes of the file in a message, of which `content` is Meta's JSON. Rejects with a `FileGoneError` for good. */
  async fetch(content: Uint8Array, signal: AbortSignal): Promise<Readable> {
    const { graph, phoneNumberId, accessToken: token } = this.#options;
    const { id } = fileOf(incomingMessage.parse(JSON.parse(Buffer.from(content).toString())))?.file ?? {};
    if (id === undefined) throw new FileGoneError('The message does not say which file it carries.');
    try {
      const query = { phone_number_id: phoneNumberId };
      const { url } = await graph.call(located, { path: encodeURIComponent(id), token, query });
      return await graph.download(url, token, signal);
    } catch (error) {
      // 100 is what Meta answers for an id that is no longer there (Graph API, error codes).
      if (error instanceof GraphError && error.code === 100) throw new FileGoneError('Meta has this file no more.');
      throw error;
    }
  }

  async #bring({ sha256, mimeType, fileName }: FileToSend, bytes: Blob): Promise<string> {
    const { store, graph, sessionId, phoneNumberId, accessToken: token } = this.#options;
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', bytes.type);
    form.set('file', bytes, fileName ?? 'file');
    const { id: metaId } = await graph.call(uploaded, {
      method: 'POST',
      path: `${phoneNumberId}/media`,
      token,
      body: form,
    });
    await store.write((writing) => saveUploaded(writing, sessionId, { sha256, mimeType }, metaId));
    return metaId;
  }
}

/** Of sound in Ogg Meta takes Opus only, and wants to be told that it is (Cloud API, "Supported media types"). */
async function toldType({ mimeType }: FileToSend, path: string): Promise<string> {
  return mimeType === 'audio/ogg' ? ((await typeByBytes(path)) ?? mimeType) : mimeType;
}

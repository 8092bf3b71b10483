import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultSettings } from '../faults.ts';
import type { FileStore } from './file-store.ts';

/** What a companion shows with an upload: handed out with `media_conn`. */
export const UPLOAD_TOKEN = 'lab-upload-token';

/** WhatsApp's media servers (`mmg.whatsapp.net`): they take and give encrypted files, and know nothing else of them. */
export class FileHost {
  readonly #files: FileStore;
  readonly #faults: FaultSettings;

  constructor(files: FileStore, faults: FaultSettings) {
    this.#files = files;
    this.#faults = faults;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab');
    try {
      if (request.method === 'POST') await this.#take(request, response, pathname, searchParams.get('auth'));
      else await this.#give(response, pathname);
    } catch {
      // The other end has gone, or what it asks for is not there.
      if (response.headersSent) response.destroy();
      else response.writeHead(404).end();
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse, path: string, auth: string | null): Promise<void> {
    const token = /^\/mms\/(?:image|video|audio|document)\/([\w-]+)$/.exec(path)?.[1];
    if (auth !== UPLOAD_TOKEN || token === undefined || this.#faults.strikes('refuseUploads', path)) {
      request.resume();
      response.writeHead(auth === UPLOAD_TOKEN ? 503 : 401).end();
      return;
    }
    const upload = this.#files.newUpload();
    const hash = createHash('sha256');
    const hashed = new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece);
        done(null, piece);
      },
    });
    try {
      await pipeline(request, hashed, createWriteStream(upload));
      if (hash.digest('base64url') !== token) {
        response.writeHead(400).end();
        return;
      }
      await pause(this.#faults.uploadDelay, undefined, { ref: false });
      const directPath = await this.#files.take(upload);
      const answer = { url: `https://mmg.whatsapp.net${directPath}`, direct_path: directPath };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } finally {
      await rm(upload, { force: true });
    }
  }

  async #give(response: ServerResponse, path: string): Promise<void> {
    if (this.#faults.strikes('loseFiles', path)) {
      response.writeHead(404).end();
      return;
    }
    const file = this.#files.fileAt(path);
    const { size } = await stat(file);
    await pause(this.#faults.fileDelay, undefined, { ref: false });
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
    const isCut = this.#faults.strikes('cutFiles', path);
    const isDamaged = this.#faults.strikes('damageFiles', path);
    const end = isCut ? { end: Math.max(0, Math.floor(size / 2) - 1) } : {};
    for await (const piece of createReadStream(file, end) as AsyncIterable<Buffer>) {
      if (isDamaged) piece[0] = (piece[0] ?? 0) ^ 1;
      if (!response.write(piece))
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    if (isCut) response.destroy();
    else response.end();
  }
}

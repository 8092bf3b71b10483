import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { uploadPathOf, type FileKind } from './file-kinds.ts';

const WHATSAPP = 'https://mmg.whatsapp.net';
const ORIGIN = 'https://web.whatsapp.com';
/** A server that says nothing for so long has hung. */
const SILENCE_MS = 30_000;
const LONGEST_ANSWER = 65_536;

/** Thrown where WhatsApp no longer has a file; the phone it came to may upload it anew. */
export class NotAtWhatsAppError extends Error {}

/** What `media_conn` answers: who takes uploads, and what to show there. */
export interface UploadPermit {
  auth: string;
  hosts: readonly { hostname: string }[];
}

/** What a message says of where its file lies. */
export interface PlacedFile {
  directPath: string;
  url: string;
}

/**
 * WhatsApp's media servers. Only they are ever asked: of an address in a message the path counts and nothing else, and they
 * may send nobody elsewhere.
 */
export class MediaServers {
  /** `WHATSAPP_MEDIA_URL`: an origin that stands in for all of them. */
  readonly #origin: string | undefined;

  constructor(origin: string | undefined) {
    this.#origin = origin;
  }

  /** What lies under the path, still encrypted. Rejects with `NotAtWhatsAppError` where nothing does. */
  async download(directPath: string, signal: AbortSignal): Promise<Readable> {
    const address = addressAt(this.#origin ?? WHATSAPP, directPath);
    const silence = new Silence();
    const answer = await fetch(address, {
      headers: { Origin: ORIGIN },
      redirect: 'error',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if ([403, 404, 410].includes(answer.status)) {
      silence.end();
      await answer.body?.cancel();
      throw new NotAtWhatsAppError(`WhatsApp answered ${String(answer.status)}.`);
    }
    if (!answer.ok || !answer.body) {
      silence.end();
      await answer.body?.cancel();
      throw new Error(`WhatsApp's media server answered ${String(answer.status)}.`);
    }
    const body = Readable.fromWeb(answer.body);
    body.on('data', () => {
      silence.broken();
    });
    body.pause();
    body.once('close', () => {
      silence.end();
    });
    return body;
  }

  /** Uploads the encrypted file at `path`, to the first server that takes it. */
  async upload(path: string, file: { kind: FileKind; fileEncSha256: Uint8Array }, permit: UploadPermit) {
    const token = Buffer.from(file.fileEncSha256).toString('base64url');
    const origins = this.#origin ? [this.#origin] : permit.hosts.map(({ hostname }) => `https://${hostname}`);
    let lastError: unknown = new Error('WhatsApp names no server that takes files.');
    for (const origin of origins) {
      const address = new URL(`${uploadPathOf(file.kind)}/${token}`, origin);
      address.searchParams.set('auth', permit.auth);
      address.searchParams.set('token', token);
      try {
        return await post(address, path);
      } catch (error) {
        lastError = error;
      }
    }
    throw lastError;
  }
}

/** The address of a path on this origin; throws for a path that leads elsewhere. */
function addressAt(origin: string, directPath: string): URL {
  const address = URL.canParse(directPath, origin) ? new URL(directPath, origin) : undefined;
  if (!directPath.startsWith('/') || address?.origin !== new URL(origin).origin || address.username !== '') {
    throw new NotAtWhatsAppError('The path of the file leads elsewhere.');
  }
  return address;
}

/** Node's `fetch` holds a whole upload in memory (github.com/nodejs/undici/issues/4058), so it is not used here. */
async function post(address: URL, path: string): Promise<PlacedFile> {
  const { size } = await stat(path);
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const call = request(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': size, Origin: ORIGIN },
    timeout: SILENCE_MS,
  });
  call.once('response', resolve);
  call.once('error', reject);
  call.once('timeout', () => call.destroy(new Error("WhatsApp's media server did not answer.")));
  const source = createReadStream(path);
  source.once('error', (error) => call.destroy(error));
  source.pipe(call);
  try {
    return await placed(await promise);
  } finally {
    source.destroy();
    // An answer before the end of the file leaves the request open.
    call.destroy();
  }
}

async function placed(answer: IncomingMessage): Promise<PlacedFile> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > LONGEST_ANSWER) throw new Error("The media server's answer is too long.");
  }
  if (answer.statusCode !== 200) throw new Error(`The media server answered ${String(answer.statusCode)}.`);
  const { url, direct_path: directPath } = JSON.parse(text) as { url?: unknown; direct_path?: unknown };
  if (typeof url !== 'string' || typeof directPath !== 'string') throw new Error('The media server named no place.');
  return { url, directPath };
}

/** Aborts when nothing has come for a while. */
class Silence {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error("WhatsApp's media server fell silent."));
    }, SILENCE_MS);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  broken(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

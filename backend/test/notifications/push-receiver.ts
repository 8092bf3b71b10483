import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { PushNotification, PushSubscriptionRequest } from '#contract/notifications';
import { within } from '../support/index.ts';

/** One push as it came: by which browser's address, and what that browser reads. */
export interface ReceivedPush {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  notification: PushNotification;
}

/** A push service with browsers behind it: it takes what is encrypted for them, and they open it (RFC 8291). */
export class PushReceiver {
  readonly pushes: ReceivedPush[] = [];
  /** What it answers instead of 201, by path. */
  readonly answers = new Map<string, number>();
  /** Where it sends a push on to instead of taking it, by path; and how often it has. */
  readonly redirects = new Map<string, string>();
  redirected = 0;
  readonly #server: Server;
  readonly #browsers = new Map<string, { keys: ECDH; secret: Buffer }>();
  readonly #certificate: string;
  readonly #listening = new Set<() => void>();

  private constructor(pems: { cert: string; private: string }) {
    this.#certificate = pems.cert;
    this.#server = createServer({ cert: pems.cert, key: pems.private }, (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const path = request.url ?? '';
        const location = this.redirects.get(path);
        const answer = location === undefined ? (this.answers.get(path) ?? 201) : 307;
        const browser = this.#browsers.get(path);
        if (answer === 201 && browser) {
          const notification = JSON.parse(opened(Buffer.concat(pieces), browser)) as PushNotification;
          this.pushes.push({ path, headers: request.headers, notification });
        }
        if (location !== undefined) this.redirected += 1;
        response.writeHead(answer, location === undefined ? {} : { location }).end();
        for (const look of this.#listening) look();
      });
    });
  }

  static async start(): Promise<PushReceiver> {
    const altNames = [{ type: 2 as const, value: 'localhost' }];
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'subjectAltName', altNames }],
    });
    const receiver = new PushReceiver(pems);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** Trusts this push service. */
  get agent(): Agent {
    return new Agent({ ca: this.#certificate });
  }

  /** A new browser, as it would subscribe. */
  browser(name: string): PushSubscriptionRequest {
    const keys = createECDH('prime256v1');
    const secret = randomBytes(16);
    const path = `/push/${name}`;
    this.#browsers.set(path, { keys, secret });
    const { port } = this.#server.address() as AddressInfo;
    return {
      endpoint: `https://localhost:${String(port)}${path}`,
      keys: { p256dh: keys.generateKeys('base64url'), auth: secret.toString('base64url') },
    };
  }

  /** The first push that fits, received already or still to come. */
  async push(fits: (push: ReceivedPush) => boolean): Promise<ReceivedPush> {
    const { promise, resolve } = Promise.withResolvers<ReceivedPush>();
    const look = () => {
      const found = this.pushes.find(fits);
      if (found) resolve(found);
    };
    this.#listening.add(look);
    look();
    return within(promise, 'a push').finally(() => this.#listening.delete(look));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** `aes128gcm` (RFC 8188) under the keys of RFC 8291, of one record. */
function opened(body: Buffer, { keys, secret }: { keys: ECDH; secret: Buffer }): string {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + senderKey.length);
  const derive = (input: Buffer, from: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', input, from, info, length));
  const infoOfKeys = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey]);
  const shared = derive(keys.computeSecret(senderKey), secret, infoOfKeys, 32);
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

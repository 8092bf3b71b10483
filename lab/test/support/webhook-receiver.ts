import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  signatureOf,
  type Change,
  type IncomingMessage as Message,
  type MessagesValue,
  type Status,
  type WebhookPayload,
} from '../../graph-api/payloads/index.ts';

/** The webhook of a business: it checks signatures, and remembers what it was told. */
export class WebhookReceiver {
  secret = '';
  /** What webhooks are answered with. */
  status = 200;
  badSignatures = 0;
  readonly payloads: WebhookPayload[] = [];
  readonly bodies: string[] = [];
  readonly #server: Server;
  #looking: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => response.writeHead(status).end(body));
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** Its address, which answers the verification with this token. */
  urlFor(verifyToken: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${verifyToken}`;
  }

  forget(): void {
    this.payloads.length = 0;
    this.bodies.length = 0;
  }

  changes(): { wabaId: string; change: Change }[] {
    return this.payloads.flatMap(({ entry }) =>
      entry.flatMap(({ id, changes }) => changes.map((change) => ({ wabaId: id, change }))),
    );
  }

  values(): { wabaId: string; value: MessagesValue }[] {
    const messages = this.changes().filter(({ change }) => change.field === 'messages');
    return messages.map(({ wabaId, change }) => ({ wabaId, value: change.value as MessagesValue }));
  }

  /** Waits for a message of a person. */
  message(id: string): Promise<{ message: Message; value: MessagesValue; wabaId: string }> {
    return this.until(() => {
      for (const { wabaId, value } of this.values()) {
        const message = value.messages?.find((told) => told.id === id);
        if (message) return { message, value, wabaId };
      }
      return undefined;
    });
  }

  /** Waits until it was told so many statuses of a message. */
  statuses(id: string, count: number): Promise<Status[]> {
    return this.until(() => {
      const told = this.values().flatMap(({ value }) => value.statuses?.filter((status) => status.id === id) ?? []);
      return told.length >= count ? told : undefined;
    });
  }

  /** Waits for a change of a field. */
  change(field: string): Promise<Change> {
    return this.until(() => this.changes().find(({ change }) => change.field === field)?.change);
  }

  /** Waits until there is something to find. */
  until<Found>(find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`No such webhook within 5 s; told: ${JSON.stringify(this.payloads)}`));
      }, 5000);
      const look = (): void => {
        const found = find();
        if (found === undefined) {
          this.#looking.push(look);
          return;
        }
        clearTimeout(timer);
        resolve(found);
      };
      look();
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://receiver');
    if (request.method === 'GET') {
      const isKnown = searchParams.get('hub.verify_token') === pathname.slice(1);
      return isKnown ? { status: 200, body: searchParams.get('hub.challenge') ?? '' } : { status: 403, body: '' };
    }
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    if (request.headers['x-hub-signature-256'] !== signatureOf(body, this.secret)) this.badSignatures += 1;
    this.bodies.push(body.toString('utf8'));
    this.payloads.push(JSON.parse(body.toString('utf8')) as WebhookPayload);
    const looking = this.#looking;
    this.#looking = [];
    for (const look of looking) look();
    return { status: this.status, body: '' };
  }
}

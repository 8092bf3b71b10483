import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Watchers } from './watchers.ts';

/** Takes what is posted to a webhook, as Slack does. */
export class SlackReceiver {
  readonly messages: string[] = [];
  /** What it answers with. */
  status = 200;
  refused = 0;
  readonly #server: Server;
  readonly #watchers = new Watchers();

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(this.status).end('ok');
        if (this.status === 200) this.messages.push((JSON.parse(body) as { text: string }).text);
        else this.refused += 1;
        this.#watchers.look();
      });
    });
  }

  static async start(): Promise<SlackReceiver> {
    const receiver = new SlackReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/services/T0/B0/very-secret`;
  }

  /** Resolves once so much has been taken and refused. */
  until(reached: () => boolean): Promise<void> {
    return this.#watchers.until(reached);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

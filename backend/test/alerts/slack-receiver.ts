import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Watchers } from './watchers.ts';

/** Takes what is posted to a webhook, as Slack does. */
export class SlackReceiver {
  readonly messages: string[] = [];
  /** What it answers with. */
  status = 200;
  refused = 0;
  readonly #held = new Map<ServerResponse, string>();
  #isSilent = false;
  readonly #server: Server;
  readonly #watchers = new Watchers();

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (this.#isSilent) this.#hold(response, body);
        else this.#answer(response, body);
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

  /** While true, it takes what is posted and does not answer; afterwards it answers those who still wait. */
  set isSilent(isSilent: boolean) {
    this.#isSilent = isSilent;
    if (isSilent) return;
    for (const [response, body] of this.#held) this.#answer(response, body);
    this.#held.clear();
    this.#watchers.look();
  }

  /** How many posts wait for an answer, and have not been broken off. */
  get unanswered(): number {
    return this.#held.size;
  }

  /** Resolves once so much has been taken and refused. */
  until(reached: () => boolean): Promise<void> {
    return this.#watchers.until(reached);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #hold(response: ServerResponse, body: string): void {
    this.#held.set(response, body);
    response.once('close', () => {
      this.#held.delete(response);
      this.#watchers.look();
    });
  }

  #answer(response: ServerResponse, body: string): void {
    response.writeHead(this.status).end('ok');
    if (this.status === 200) this.messages.push((JSON.parse(body) as { text: string }).text);
    else this.refused += 1;
  }
}

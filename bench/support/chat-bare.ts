import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ChatSubject, type History, textOf } from './chat-subject.ts';
import { messageNew } from './fan-out-messages.ts';

const files = {
  '/': { type: 'text/html', body: readFileSync(new URL('bare-list.html', import.meta.url)) },
  '/bare-list.js': { type: 'text/javascript', body: readFileSync(new URL('bare-list.js', import.meta.url)) },
};

/** The floor: two virtual lists without a framework, and events that are as large as the product's, straight to a socket. */
export class ChatBare implements ChatSubject {
  readonly name = 'bare';
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.#sockets = new WebSocketServer({ server });
    this.url = url;
  }

  static async start({ conversations, messages }: History): Promise<ChatBare> {
    const server = createServer((request, response) => {
      const { type, body } = files[request.url?.startsWith('/bare-list.js') ? '/bare-list.js' : '/'];
      response.writeHead(200, { 'content-type': type }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const past = `conversations=${String(conversations)}&messages=${String(messages)}`;
    return new ChatBare(server, `http://127.0.0.1:${String(port)}/?${past}`);
  }

  async open(browser: Browser, scripts: readonly string[] = []): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
    for (const path of scripts) await page.addInitScript({ path });
    const connected = once(this.#sockets, 'connection') as Promise<[WebSocket]>;
    await page.goto(this.url);
    await connected;
    await page.locator('[data-key]').first().waitFor();
    return page;
  }

  say(first: number, count: number): Promise<void> {
    for (let number = first; number < first + count; number++) {
      const event = messageNew(number);
      const frame = JSON.stringify(['message:new', { ...event, message: { ...event.message, text: textOf(number) } }]);
      for (const socket of this.#sockets.clients) socket.send(frame);
    }
    return Promise.resolve();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody has asked, as it came. */
export interface AskedCompletion {
  /** What stood behind `Bearer`; undefined without it. */
  key: string | undefined;
  model: string;
  messages: { role: string; content: string }[];
}

/** What goes wrong instead of an answer, until it is taken back. */
export interface CompletionFaults {
  /** Answers with this status. */
  status?: number | undefined;
  /** Sends whoever asks to another address. */
  redirectTo?: string | undefined;
  /** Takes the question and says nothing. */
  silent?: boolean;
  /** Says this in place of a completion. */
  body?: string | undefined;
}

/** A local server that speaks OpenAI's chat completions, for what asks a language model. */
export class ChatCompletions {
  /** What an admin enters as its address. */
  readonly url: string;
  readonly asked: AskedCompletion[] = [];
  readonly faults: CompletionFaults = {};
  /** What it says; until told otherwise, what it was told last. */
  answer: (asked: AskedCompletion) => string | Promise<string> = ({ messages }) => messages.at(-1)?.content ?? '';
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1`;
    server.on('request', (request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<ChatCompletions> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ChatCompletions(server);
  }

  /** Host and port, as an operator allows it. */
  get host(): string {
    return new URL(this.url).host;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      response.writeHead(404).end();
      return;
    }
    request.setEncoding('utf8');
    let text = '';
    for await (const piece of request) text += String(piece);
    const { model, messages } = JSON.parse(text) as Pick<AskedCompletion, 'model' | 'messages'>;
    const asked = { key: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1], model, messages };
    this.asked.push(asked);
    const { silent, redirectTo, status, body } = this.faults;
    if (silent) return;
    if (redirectTo !== undefined) {
      response.writeHead(307, { location: redirectTo }).end();
    } else if (status !== undefined) {
      response.writeHead(status).end('{"error":{"message":"no"}}');
    } else {
      const content = body ?? completionOf(model, await this.answer(asked));
      response.writeHead(200, { 'content-type': 'application/json' }).end(content);
    }
  }
}

function completionOf(model: string, content: string): string {
  const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content } };
  return JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', created: 0, model, choices: [choice] });
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SeenRequest } from '../faults.ts';
import { newTraceId } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import { MEDIA_PATH } from '../media/media-links.ts';
import { GraphError } from './graph-error.ts';
import { readGraphRequest, type GraphRequest } from './graph-request.ts';
import { VERSION, type Graph } from './graph.ts';

interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

/** The HTTP side of the lab: reads requests, and lets faults have their way with them. */
export class FrontDoor {
  readonly #lab: Pick<LabParts, 'faults' | 'time'>;
  readonly #graph: Graph;
  readonly #seen: (request: SeenRequest) => void;
  readonly #http: Server;
  readonly #connections = new Set<Socket>();
  readonly #host: string;

  constructor(
    host: string,
    lab: Pick<LabParts, 'faults' | 'time'>,
    graph: Graph,
    seen: (request: SeenRequest) => void,
  ) {
    this.#host = host;
    this.#lab = lab;
    this.#graph = graph;
    this.#seen = seen;
    this.#http = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#http.on('connection', (socket: Socket) => {
      if (lab.faults.refuseConnections) {
        socket.resetAndDestroy();
        return;
      }
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
  }

  async open(port: number): Promise<void> {
    this.#http.listen(port, this.#host);
    await once(this.#http, 'listening');
  }

  get url(): string {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The lab is closed');
    return `http://${this.#host}:${address.port}`;
  }

  cut(): void {
    for (const socket of this.#connections) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults, time } = this.#lab;
    const asked = await readGraphRequest(request).catch((error: unknown) => error);
    if (!isRequest(asked)) {
      send(response, answerTo(asked));
      return;
    }
    const seen = { method: asked.method, path: `/${asked.path.join('/')}`, body: asked.fields };
    this.#seen(seen);
    if (faults.outage !== undefined) {
      send(response, { status: faults.outage, body: new GraphError(2).body(newTraceId()) });
      return;
    }
    if (this.#strikes('dropRequests', seen)) {
      response.destroy();
      return;
    }
    if (`${seen.path}/` === MEDIA_PATH) {
      await this.#download(asked, response);
      return;
    }
    const answer = await this.#graph.answer(asked).then((body) => ({ status: 200, body }), answerTo);
    if (this.#strikes('dropAnswers', seen)) {
      response.destroy();
      return;
    }
    await time.pause(faults.delayAnswers);
    send(response, answer);
  }

  async #download(asked: GraphRequest, response: ServerResponse): Promise<void> {
    try {
      await this.#graph.media.download(response, this.#graph.token(asked), asked.query);
    } catch (error) {
      send(response, answerTo(error));
    }
  }

  /** A number counts messages; a function is asked for everything. */
  #strikes(fault: 'dropRequests' | 'dropAnswers', seen: SeenRequest): boolean {
    const { faults } = this.#lab;
    return (typeof faults[fault] === 'function' || isMessage(seen)) && faults.strikes(fault, seen);
  }
}

/** Whether a request sends a message. */
export function isMessage({ method, path, body }: SeenRequest): boolean {
  return method === 'POST' && path.endsWith('/messages') && (body as { status?: unknown }).status === undefined;
}

function isRequest(asked: unknown): asked is GraphRequest {
  return typeof asked === 'object' && asked !== null && 'path' in asked;
}

function answerTo(error: unknown): Answer {
  if (!(error instanceof GraphError)) throw error;
  return { status: error.httpStatus, body: error.body(newTraceId()), headers: error.headers };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const always = { 'content-type': 'application/json; charset=UTF-8', 'facebook-api-version': VERSION };
  response.writeHead(status, { ...always, ...headers }).end(JSON.stringify(body));
}

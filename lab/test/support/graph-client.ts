import type { BusinessNumber, GraphApi } from '../../graph-api/index.ts';

/** The error of an answer. */
export interface ShownError {
  message: string;
  type: string;
  code: number;
  error_subcode?: number;
  error_data?: { messaging_product: string; details: string };
  fbtrace_id: string;
}

/** What the Graph answered. */
export class GraphAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;

  constructor(status: number, body: Record<string, unknown>, headers: Headers) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  /** The message of an answer to a send. */
  message(): { id: string } {
    const [message] = this.body['messages'] as { id: string }[];
    if (message === undefined) throw new Error('The answer names no message');
    return message;
  }

  readonly error = (): ShownError => this.body['error'] as ShownError;
}

/** A program of a business that speaks to the Graph by HTTP. */
export class GraphClient {
  readonly #root: string;
  readonly #number: BusinessNumber;
  readonly #authorization: string;

  constructor(graph: GraphApi, number: BusinessNumber, token = number.accessToken) {
    this.#root = `${graph.url}/${graph.version}`;
    this.#number = number;
    this.#authorization = `Bearer ${token}`;
  }

  send(message: object): Promise<GraphAnswer> {
    return this.post(`/${this.#number.phoneNumberId}/messages`, message);
  }

  get(path: string): Promise<GraphAnswer> {
    return this.#ask(path, {});
  }

  delete(path: string): Promise<GraphAnswer> {
    return this.#ask(path, { method: 'DELETE' });
  }

  post(path: string, body: object): Promise<GraphAnswer> {
    return this.#ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async upload(bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<{ status: number; id: string }> {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', mimeType);
    form.set('file', new Blob([bytes], { type: mimeType }), 'file');
    const { status, body } = await this.#ask(`/${this.#number.phoneNumberId}/media`, { method: 'POST', body: form });
    return { status, id: String(body['id']) };
  }

  async download(url: string): Promise<Buffer> {
    const answer = await fetch(url, { headers: { authorization: this.#authorization } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  async #ask(path: string, init: RequestInit): Promise<GraphAnswer> {
    const headers = { ...(init.headers as Record<string, string>), authorization: this.#authorization };
    const answer = await fetch(this.#root + path, { ...init, headers });
    return new GraphAnswer(answer.status, (await answer.json()) as Record<string, unknown>, answer.headers);
  }
}

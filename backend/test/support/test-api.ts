import assert from 'node:assert/strict';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A request under way; `expect` also says which status it has to end with. */
export interface Pending<Body> extends Promise<Answer<Body>> {
  expect(status: number): Promise<Answer<Body>>;
}

/** Requests under `/api`, with these headers. */
export class TestApi {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  get<Body = unknown>(path: string): Pending<Body> {
    return this.send<Body>('GET', path);
  }

  post<Body = unknown>(path: string, body?: unknown): Pending<Body> {
    return this.send<Body>('POST', path, body);
  }

  put<Body = unknown>(path: string, body?: unknown): Pending<Body> {
    return this.send<Body>('PUT', path, body);
  }

  patch<Body = unknown>(path: string, body?: unknown): Pending<Body> {
    return this.send<Body>('PATCH', path, body);
  }

  delete<Body = unknown>(path: string, body?: unknown): Pending<Body> {
    return this.send<Body>('DELETE', path, body);
  }

  send<Body = unknown>(method: string, path: string, body?: unknown): Pending<Body> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    return this.sendText<Body>(method, path, json, json === undefined ? {} : { 'content-type': 'application/json' });
  }

  /** A body exactly as written here. */
  sendText<Body = unknown>(
    method: string,
    path: string,
    text: string | undefined,
    headers: Record<string, string> = {},
  ): Pending<Body> {
    const answer = this.#send(method, path, text, headers) as Promise<Answer<Body>>;
    return Object.assign(answer, {
      expect: async (status: number) => {
        const received = await answer;
        assert.equal(received.status, status, `${method} ${path}: ${JSON.stringify(received.body)}`);
        return received;
      },
    });
  }

  async #send(method: string, path: string, text: string | undefined, headers: Record<string, string>) {
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: { ...this.#headers, ...headers },
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    const received = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(received) : received) as unknown,
    };
  }
}

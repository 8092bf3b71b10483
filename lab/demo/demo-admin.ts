import type { LoginResponse } from '#contract/accounts';
import { PASSWORD, team } from './seed.ts';

/** The demo's admin, who does with the product what a person would, over its own API. */
export class DemoAdmin {
  readonly #url: string;
  #token: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async get<Answer>(path: string): Promise<Answer> {
    return this.#call<Answer>('GET', path);
  }

  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.#call<Answer>('POST', path, JSON.stringify(body));
  }

  async #call<Answer>(method: string, path: string, body?: string): Promise<Answer> {
    let response = await this.#send(method, path, body);
    if (response.status === 401) {
      this.#token = undefined;
      response = await this.#send(method, path, body);
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async #send(method: string, path: string, body?: string): Promise<Response> {
    this.#token ??= await this.#signIn();
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return fetch(`${this.#url}/api${path}`, { method, headers, ...(body !== undefined && { body }) });
  }

  async #signIn(): Promise<string> {
    const response = await fetch(`${this.#url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: team[0].email, password: PASSWORD }),
    });
    if (!response.ok) throw new Error(`The demo's admin could not sign in (${String(response.status)}).`);
    return ((await response.json()) as LoginResponse).token;
  }
}

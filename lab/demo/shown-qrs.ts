import { PASSWORD, team } from './seed.ts';
import type { ShownQr } from '../phone-page/index.ts';
import type { LoginResponse } from '#contract/accounts';
import type { SessionList } from '#contract/whatsapp-sessions';

/** The QR codes the CRM shows now, read as the demo's admin over the product's own API: the phone page has no camera. */
export class ShownQrs {
  readonly #url: string;
  #token: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async read(): Promise<ShownQr[]> {
    const response = await this.#list();
    if (response.status !== 401) return toQrs((await response.json()) as SessionList);
    this.#token = undefined;
    return toQrs((await (await this.#list()).json()) as SessionList);
  }

  async #list(): Promise<Response> {
    this.#token ??= await this.#signIn();
    return fetch(`${this.#url}/api/whatsapp/sessions`, { headers: { authorization: `Bearer ${this.#token}` } });
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

function toQrs({ items }: SessionList): ShownQr[] {
  return items.flatMap(({ id, name, qr }) => (qr ? [{ sessionId: id, name, qr: qr.qr }] : []));
}

import { getBinaryNodeChild, getBinaryNodeChildren, S_WHATSAPP_NET, type BinaryNode, type WASocket } from 'baileys';
import type { UploadPermit } from './media-servers.ts';

/**
 * Asks WhatsApp who takes uploads (`media_conn`), and remembers the answer for as long as WhatsApp says. Baileys has the same
 * (`Socket/messages-send.js`, `refreshMediaConn`), but after one question without an answer it never asks again.
 */
export class UploadPermits {
  readonly #query: WASocket['query'];
  readonly #now: () => Date;
  #known: { permit: UploadPermit; until: number } | undefined;

  constructor(query: WASocket['query'], now: () => Date) {
    this.#query = query;
    this.#now = now;
  }

  /** `anew`: the last answer was not good. Rejects where WhatsApp gives none. */
  async permit(anew: boolean): Promise<UploadPermit> {
    if (!anew && this.#known && this.#now().getTime() < this.#known.until) return this.#known.permit;
    this.#known = undefined;
    const question = { type: 'set', xmlns: 'w:m', to: S_WHATSAPP_NET };
    const asked = { tag: 'iq', attrs: question, content: [{ tag: 'media_conn', attrs: {} }] };
    const answer = getBinaryNodeChild((await this.#query(asked)) as BinaryNode, 'media_conn');
    const auth = answer?.attrs['auth'];
    if (!answer || !auth) throw new Error('WhatsApp gave no permit to upload.');
    const hosts = getBinaryNodeChildren(answer, 'host').flatMap(({ attrs: { hostname } }) =>
      hostname ? [{ hostname }] : [],
    );
    const permit = { auth, hosts };
    this.#known = { permit, until: this.#now().getTime() + Number(answer.attrs['ttl'] ?? 0) * 1_000 };
    return permit;
  }
}

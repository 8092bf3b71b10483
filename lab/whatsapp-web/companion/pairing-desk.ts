import { randomBytes } from 'node:crypto';
import type { BinaryNode } from 'baileys';
import { EMPTY, type Answer } from '../answers/query.ts';
import type { Exchange } from '../exchange.ts';
import type { QrLifetime } from '../options.ts';
import type { LinkDesk } from '../phone/link-desk.ts';
import type { LinkedDevice } from '../phone/linked-device.ts';
import type { PhoneMemory } from '../phone/phone-memory.ts';
import { childrenOf, node, SERVER } from '../wire/nodes.ts';
import { LinkRequests } from './link-requests.ts';
import { Linker } from './linker.ts';
import { readQrCode } from './qr-code.ts';
import type { Visitor } from './visitor.ts';

/** Stands for one QR code of a visitor, until the visitor shows the next one. */
interface Reference {
  visitor: Visitor;
  /** By `performance.now()`. */
  validUntil: number;
}

/** WhatsApp gives six references: a QR code of a minute and five of twenty seconds. */
const REFERENCES = 6;
const LIFETIME: QrLifetime = { first: 60_000, next: 20_000 };

/** Where companions without an account wait for a phone to scan their QR code, or to be told the code they show. */
export class PairingDesk implements LinkDesk {
  readonly #exchange: Exchange;
  readonly #lifetime: QrLifetime;
  readonly #linker: Linker;
  readonly #requests: LinkRequests;
  readonly #waiting = new Map<string, Reference>();

  constructor(exchange: Exchange, lifetime = LIFETIME) {
    this.#exchange = exchange;
    this.#lifetime = lifetime;
    this.#linker = new Linker(exchange);
    this.#requests = new LinkRequests(exchange);
  }

  welcome(visitor: Visitor): void {
    const references = Array.from({ length: REFERENCES }, () => `2@${randomBytes(24).toString('base64')}`);
    const firstEnds = performance.now() + this.#lifetime.first;
    references.forEach((reference, index) => {
      this.#waiting.set(reference, { visitor, validUntil: firstEnds + index * this.#lifetime.next });
    });
    const content = references.map((reference) => node('ref', {}, Buffer.from(reference)));
    const attributes = { from: SERVER, type: 'set', xmlns: 'md', id: this.#exchange.nextStanzaId() };
    visitor.send(node('iq', attributes, [node('pair-device', {}, content)]));
  }

  leave(visitor: Visitor): void {
    this.#forgetReferences(visitor);
    this.#requests.leave(visitor);
    this.#linker.leave(visitor);
  }

  /** Takes the companion's answer to what the desk sent it. */
  answered(visitor: Visitor, stanza: BinaryNode): void {
    this.#linker.answered(visitor, stanza);
  }

  /** Answers a question of the companion. A code it shows lives as long as its QR codes, all together. */
  asked(visitor: Visitor, stanza: BinaryNode): Answer {
    if (childrenOf(stanza)[0]?.tag !== 'link_code_companion_reg') return EMPTY;
    const ends = [...this.#waiting.values()].filter((other) => other.visitor === visitor);
    return this.#requests.asked(visitor, stanza, Math.max(0, ...ends.map(({ validUntil }) => validUntil)));
  }

  async pair(qr: string, by: PhoneMemory): Promise<LinkedDevice> {
    const code = readQrCode(qr);
    const visitor = this.#visitorOf(code.ref);
    if (!code.identityKey.equals(visitor.keys.identityKey) || !code.noiseKey.equals(visitor.keys.noiseKey)) {
      throw new Error('This QR code does not hold the keys of the companion that shows it');
    }
    return this.#link(visitor, by, code.advSecret);
  }

  async pairByCode(code: string, by: PhoneMemory): Promise<LinkedDevice> {
    const { visitor, advSecret } = await this.#requests.agree(code, by);
    return this.#link(visitor, by, advSecret);
  }

  /** Nobody else can link it from here on. */
  #link(visitor: Visitor, by: PhoneMemory, advSecret: Buffer): Promise<LinkedDevice> {
    this.#forgetReferences(visitor);
    this.#requests.forget(visitor);
    return this.#linker.link(visitor, by, advSecret);
  }

  #visitorOf(reference: string): Visitor {
    const waiting = this.#waiting.get(reference);
    if (waiting === undefined) throw new Error('This QR code is unknown or has expired');
    if (performance.now() >= waiting.validUntil) {
      throw new Error('A newer QR code has replaced this one: scan the one that is shown now');
    }
    return waiting.visitor;
  }

  #forgetReferences(visitor: Visitor): void {
    for (const [reference, other] of this.#waiting) if (other.visitor === visitor) this.#waiting.delete(reference);
  }
}

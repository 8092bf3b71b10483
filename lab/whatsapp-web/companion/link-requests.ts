import { randomBytes } from 'node:crypto';
import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import { EMPTY, NOT_FOUND, NOT_IMPLEMENTED, type Answer } from '../answers/query.ts';
import type { Exchange } from '../exchange.ts';
import type { LinkRequest } from '../phone/link-request.ts';
import type { PhoneMemory } from '../phone/phone-memory.ts';
import { bytesOfChild, node, secondsOf, SERVER, textOf } from '../wire/nodes.ts';
import { AwaitedAnswers } from './awaited-answers.ts';
import { helloToCompanion, readLinkCode, secretOf } from './link-code.ts';
import type { Visitor } from './visitor.ts';

/** A companion that shows a code and waits for the phone of one number. */
interface Waiting {
  visitor: Visitor;
  reference: Buffer;
  lockedKey: Buffer;
  /** By `performance.now()`. */
  validUntil: number;
  isGone: boolean;
}

/** A companion that a phone is to link, and the secret the two have agreed on. */
export interface Agreement {
  visitor: Visitor;
  advSecret: Buffer;
}

const TAG = 'link_code_companion_reg';
const REFERENCE_BYTES = 16;

/** Where companions that show a code wait until it is typed on the phone; the latest for each number. */
export class LinkRequests {
  readonly #exchange: Exchange;
  readonly #requests = new Map<Account, Waiting>();
  readonly #finishes = new AwaitedAnswers<Buffer>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Takes both steps of a companion: that it shows a code, valid so long, and its answer to the phone's key. */
  asked(visitor: Visitor, stanza: BinaryNode, validUntil: number): Answer {
    const step = getBinaryNodeChild(stanza, TAG);
    if (step?.attrs['stage'] === 'companion_hello') return this.#hello(visitor, step, validUntil);
    const lockedBundle = bytesOfChild(step, 'link_code_pairing_wrapped_key_bundle');
    if (lockedBundle === undefined) return NOT_IMPLEMENTED;
    this.#finishes.arrived(visitor, lockedBundle);
    return EMPTY;
  }

  /** Rejects when the code is none, not the one that is shown, expired, or nobody waits for it any more. */
  async agree(typed: string, { account, signal }: PhoneMemory): Promise<Agreement> {
    const code = readLinkCode(typed);
    const { lockedKey } = this.#requestFor(account);
    const hello = await helloToCompanion(code, lockedKey);
    const { visitor, reference } = this.#requestFor(account);
    const finish = this.#finishes.of(visitor);
    const content = [
      node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, hello.lockedKey),
      node('primary_identity_pub', {}, signal.identity.public),
      node('link_code_pairing_ref', {}, reference),
    ];
    const attributes = { from: SERVER, type: TAG, id: this.#exchange.nextStanzaId(), t: secondsOf(Date.now()) };
    visitor.send(node('notification', attributes, [node(TAG, { stage: 'primary_hello' }, content)]));
    const identities = { phoneIdentity: signal.identity, companionIdentity: Buffer.from(visitor.keys.identityKey) };
    return { visitor, advSecret: secretOf(hello, identities, await finish) };
  }

  /** The companion has been linked, by this way or another. */
  forget(visitor: Visitor): void {
    for (const [account, request] of this.#requests) {
      if (request.visitor !== visitor) continue;
      this.#requests.delete(account);
      this.#show(account, undefined);
    }
  }

  leave(visitor: Visitor): void {
    this.#finishes.gone(visitor);
    for (const [account, request] of this.#requests) {
      if (request.visitor !== visitor) continue;
      request.isGone = true;
      this.#show(account, undefined);
    }
  }

  #hello(visitor: Visitor, step: BinaryNode, validUntil: number): Answer {
    const account = this.#exchange.directory.resolve(step.attrs['jid'])?.account;
    const lockedKey = bytesOfChild(step, 'link_code_pairing_wrapped_companion_ephemeral_pub');
    if (account === undefined || lockedKey === undefined) return NOT_FOUND;
    const reference = randomBytes(REFERENCE_BYTES);
    this.#requests.set(account, { visitor, reference, lockedKey, validUntil, isGone: false });
    this.#show(account, {
      device: textOf(getBinaryNodeChild(step, 'companion_platform_display')),
      expiresAt: Math.round(Date.now() + validUntil - performance.now()),
    });
    return { content: [node(TAG, {}, [node('link_code_pairing_ref', {}, reference)])] };
  }

  #requestFor(account: Account): Waiting {
    const request = this.#requests.get(account);
    if (request === undefined) throw new Error('No companion waits for a code from this number');
    if (request.isGone) throw new Error('The companion that showed the code went away: have it show a new one');
    if (performance.now() >= request.validUntil)
      throw new Error('The code has expired: have the companion show a new one');
    return request;
  }

  #show(account: Account, request: LinkRequest | undefined): void {
    this.#exchange.phones.get(account.phoneNumber)?.showLinkRequest(request);
  }
}

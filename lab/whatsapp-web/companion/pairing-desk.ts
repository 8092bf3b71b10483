import { randomBytes } from 'node:crypto';
import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import type { Device } from '../accounts/device.ts';
import type { Exchange } from '../exchange.ts';
import type { QrLifetime } from '../options.ts';
import type { LinkedDevice } from '../phone/linked-device.ts';
import type { PhoneMemory } from '../phone/phone-memory.ts';
import { bytesOfChild, node, SERVER } from '../wire/nodes.ts';
import { invite, isAccepted, type Invitation } from './linked-identity.ts';
import { readQrCode } from './qr-code.ts';

/** A connected companion that has no account yet, and the keys it registers with. */
export interface Visitor {
  keys: Pick<Device, 'noiseKey' | 'identityKey' | 'registrationId' | 'signedPreKey'>;
  send(stanza: BinaryNode): void;
  end(code: number): void;
}

interface Pairing {
  invitation: Invitation;
  accept(answer: Uint8Array): void;
  fail(error: Error): void;
}

/** Stands for one QR code of a visitor, until the visitor shows the next one. */
interface Reference {
  visitor: Visitor;
  /** By `performance.now()`. */
  validUntil: number;
}

/** WhatsApp gives six references: a QR code of a minute and five of twenty seconds. */
const REFERENCES = 6;
const LIFETIME: QrLifetime = { first: 60_000, next: 20_000 };
const ANSWER_LIMIT_MS = 10_000;

/** Where companions without an account wait for a phone to scan them. */
export class PairingDesk {
  readonly #exchange: Exchange;
  readonly #lifetime: QrLifetime;
  readonly #waiting = new Map<string, Reference>();
  readonly #pairings = new Map<Visitor, Pairing>();

  constructor(exchange: Exchange, lifetime = LIFETIME) {
    this.#exchange = exchange;
    this.#lifetime = lifetime;
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
    this.#pairings.get(visitor)?.fail(new Error('The companion went away while it was being linked'));
  }

  /** Takes the companion's answer to `pair-success`. */
  answered(visitor: Visitor, stanza: BinaryNode): void {
    const answer = bytesOfChild(getBinaryNodeChild(stanza, 'pair-device-sign'), 'device-identity');
    if (answer !== undefined) this.#pairings.get(visitor)?.accept(answer);
  }

  /** Links the companion whose QR code this is to the phone. */
  async pair(qr: string, { account, signal }: PhoneMemory): Promise<LinkedDevice> {
    const code = readQrCode(qr);
    const visitor = this.#visitorOf(code.ref);
    const identityKey = Buffer.from(visitor.keys.identityKey);
    if (!code.identityKey.equals(identityKey) || !code.noiseKey.equals(visitor.keys.noiseKey)) {
      throw new Error('This QR code does not hold the keys of the companion that shows it');
    }
    this.#forgetReferences(visitor);

    const { id, keyIndex } = account.reserveDevice();
    const invitation = invite(signal.identity, { identityKey, advSecret: code.advSecret, keyIndex });
    const success = node('pair-success', {}, [
      node('device-identity', {}, invitation.sealed),
      node('device', { jid: account.jid(id), lid: account.jid(id, 'lid') }),
      node('platform', { name: 'android' }),
      node('biz', { name: account.name }),
    ]);
    const answer = this.#answerOf(visitor, invitation);
    visitor.send(node('iq', { from: SERVER, type: 'set', id: this.#exchange.nextStanzaId() }, [success]));
    const signedIdentity = await answer;
    if (!isAccepted(invitation, identityKey, signedIdentity)) throw new Error('The companion signed something else');

    const linkedAt = Date.now();
    const device = { ...visitor.keys, id, keyIndex, linkedAt, signedIdentity };
    account.devices.set(id, { ...device, preKeys: [], greeted: false, waiting: [] });
    this.#exchange.announceDevices(account, id);
    // A new companion has to come back and log in (baileys/lib/Types/index.js, `restartRequired`).
    visitor.end(515);
    return { id, linkedAt, online: false };
  }

  #visitorOf(reference: string): Visitor {
    const waiting = this.#waiting.get(reference);
    if (waiting === undefined) throw new Error('This QR code is unknown or has expired');
    if (performance.now() >= waiting.validUntil) {
      throw new Error('A newer QR code has replaced this one: scan the one that is shown now');
    }
    return waiting.visitor;
  }

  #answerOf(visitor: Visitor, invitation: Invitation): Promise<Uint8Array> {
    return new Promise<Uint8Array>((accept, fail) => {
      const late = setTimeout(() => {
        fail(new Error('The companion did not answer in time'));
      }, ANSWER_LIMIT_MS);
      this.#pairings.set(visitor, {
        invitation,
        accept: (answer) => {
          clearTimeout(late);
          accept(answer);
        },
        fail: (error) => {
          clearTimeout(late);
          fail(error);
        },
      });
    }).finally(() => this.#pairings.delete(visitor));
  }

  #forgetReferences(visitor: Visitor): void {
    for (const [reference, other] of this.#waiting) if (other.visitor === visitor) this.#waiting.delete(reference);
  }
}

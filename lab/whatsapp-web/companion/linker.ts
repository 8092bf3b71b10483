import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import type { Exchange } from '../exchange.ts';
import type { LinkedDevice } from '../phone/linked-device.ts';
import type { PhoneMemory } from '../phone/phone-memory.ts';
import { bytesOfChild, node, SERVER } from '../wire/nodes.ts';
import { AwaitedAnswers } from './awaited-answers.ts';
import { invite, isAccepted } from './linked-identity.ts';
import type { Visitor } from './visitor.ts';

/** Makes a visitor a companion of a phone, once both know a secret that the server does not. */
export class Linker {
  readonly #exchange: Exchange;
  readonly #signatures = new AwaitedAnswers<Uint8Array>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Rejects when the companion goes away, is late, or does not sign what it is sent. */
  async link(visitor: Visitor, { account, signal }: PhoneMemory, advSecret: Buffer): Promise<LinkedDevice> {
    const identityKey = Buffer.from(visitor.keys.identityKey);
    const { id, keyIndex } = account.reserveDevice();
    const invitation = invite(signal.identity, { identityKey, advSecret, keyIndex });
    const success = node('pair-success', {}, [
      node('device-identity', {}, invitation.sealed),
      node('device', { jid: account.jid(id), lid: account.jid(id, 'lid') }),
      node('platform', { name: 'android' }),
      node('biz', { name: account.name }),
    ]);
    const signature = this.#signatures.of(visitor);
    visitor.send(node('iq', { from: SERVER, type: 'set', id: this.#exchange.nextStanzaId() }, [success]));
    const signedIdentity = await signature;
    if (!isAccepted(invitation, identityKey, signedIdentity)) throw new Error('The companion signed something else');

    const linkedAt = Date.now();
    const device = { ...visitor.keys, id, keyIndex, linkedAt, signedIdentity };
    account.devices.set(id, { ...device, preKeys: [], greeted: false, waiting: [] });
    this.#exchange.announceDevices(account, id);
    // A new companion has to come back and log in (baileys/lib/Types/index.js, `restartRequired`).
    visitor.end(515);
    return { id, linkedAt, online: false };
  }

  /** Takes the companion's answer to `pair-success`. */
  answered(visitor: Visitor, stanza: BinaryNode): void {
    const signed = bytesOfChild(getBinaryNodeChild(stanza, 'pair-device-sign'), 'device-identity');
    if (signed !== undefined) this.#signatures.arrived(visitor, signed);
  }

  leave(visitor: Visitor): void {
    this.#signatures.gone(visitor);
  }
}

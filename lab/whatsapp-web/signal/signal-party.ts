import { Curve, proto, type KeyPair } from 'baileys';
import { acceptSession, startSession, typed } from './agreement.ts';
import { takeApart } from './envelope.ts';
import { receiveOn, sendOn } from './ratchet.ts';
import { AlreadyOpenedError } from './receiving.ts';
import { SenderKeys } from './sender-keys.ts';
import type { KeyBundle, Session } from './session.ts';
import { newSignalState, type SignalState } from './signal-state.ts';

const VERSION = Buffer.from([0x33]);
const KEPT_SESSIONS = 8;

export type CipherType = 'pkmsg' | 'msg';

/**
 * The Signal side of one phone: a Double Ratchet of the lab's own. libsignal is not used because its job queue is one
 * for the whole process, keyed by address (libsignal/src/queue_job.js), so phones would disturb the product's Baileys
 * next to them; and because it prints private keys to the console (session_record.js:273). Everything here is
 * synchronous: what is handed in first is encrypted or opened first.
 */
export class SignalParty {
  readonly registrationId: number;
  readonly identity: KeyPair;
  /** What it writes and reads groups with. */
  readonly senderKeys: SenderKeys;
  readonly #signedPreKey: SignalState['signedPreKey'];
  readonly #preKeys: Map<string, KeyPair>;
  readonly #sessions: Map<string, Session[]>;
  #nextPreKeyId: number;

  constructor(state: SignalState = newSignalState()) {
    this.registrationId = state.registrationId;
    this.identity = state.identity;
    this.#signedPreKey = state.signedPreKey;
    this.#preKeys = new Map(Object.entries(state.preKeys));
    this.#sessions = new Map(Object.entries(state.sessions));
    this.#nextPreKeyId = state.nextPreKeyId;
    this.senderKeys = new SenderKeys(state.senderKeys);
  }

  /** What a restart must not lose. */
  saved(): SignalState {
    return {
      registrationId: this.registrationId,
      identity: this.identity,
      signedPreKey: this.#signedPreKey,
      nextPreKeyId: this.#nextPreKeyId,
      preKeys: Object.fromEntries(this.#preKeys),
      sessions: Object.fromEntries(this.#sessions),
      senderKeys: this.senderKeys.saved(),
    };
  }

  get identityKey(): Buffer {
    return typed(this.identity.public);
  }

  /** Public keys for somebody who wants to start a session; each call gives away a new one-time key. */
  bundle(): KeyBundle {
    const { keyId: signedKeyId, keyPair, signature } = this.#signedPreKey;
    const keyId = this.#nextPreKeyId++;
    const preKey = Curve.generateKeyPair();
    this.#preKeys.set(String(keyId), preKey);
    return {
      registrationId: this.registrationId,
      identityKey: Buffer.from(this.identity.public),
      signedPreKey: {
        keyId: signedKeyId,
        publicKey: Buffer.from(keyPair.public),
        signature: Buffer.from(signature),
      },
      preKey: { keyId, publicKey: Buffer.from(preKey.public) },
    };
  }

  hasSession(address: string): boolean {
    return this.#sessions.get(address)?.[0]?.sending !== undefined;
  }

  start(address: string, bundle: KeyBundle): void {
    this.#remember(address, startSession(this.identity, bundle));
  }

  /** Forgets every session with one device, or with all of them, and its keys of groups. */
  forget(address?: string): void {
    this.senderKeys.forget(address);
    if (address === undefined) this.#sessions.clear();
    else this.#sessions.delete(address);
  }

  /** Throws when there is no session with the address. */
  encrypt(address: string, plaintext: Uint8Array): { type: CipherType; body: Buffer } {
    const session = this.#sessions.get(address)?.[0];
    if (session === undefined) throw new Error(`No session with ${address}`);
    const message = sendOn(session, plaintext, [this.identityKey, session.remoteIdentity]);
    if (session.pending === undefined) return { type: 'msg', body: message };
    const body = proto.PreKeySignalMessage.encode({
      registrationId: this.registrationId,
      preKeyId: session.pending.preKeyId ?? null,
      signedPreKeyId: session.pending.signedPreKeyId,
      baseKey: session.baseKey,
      identityKey: this.identityKey,
      message,
    }).finish();
    return { type: 'pkmsg', body: Buffer.concat([VERSION, body]) };
  }

  /** Throws when none of the sessions with the address opens the message. */
  decrypt(address: string, type: CipherType, body: Buffer): Buffer {
    return type === 'pkmsg' ? this.#openFirst(address, body) : this.#open(address, body);
  }

  #openFirst(address: string, body: Buffer): Buffer {
    const first = proto.PreKeySignalMessage.decode(body.subarray(1));
    if (!first.baseKey || !first.identityKey || !first.message) throw new Error('The first message lacks its keys');
    const baseKey = Buffer.from(first.baseKey);
    const message = Buffer.from(first.message);
    const known = this.#sessions.get(address)?.some((session) => session.baseKey.equals(baseKey)) ?? false;
    if (known) return this.#open(address, message);

    const preKey = this.#preKeys.get(String(first.preKeyId));
    if (first.preKeyId && preKey === undefined) throw new Error(`Unknown one-time key ${first.preKeyId}`);
    const session = acceptSession(
      this.identity,
      { signedPreKey: this.#signedPreKey.keyPair, preKey },
      { identityKey: Buffer.from(first.identityKey), baseKey },
    );
    const plaintext = receiveOn(session, takeApart(message), [session.remoteIdentity, this.identityKey]);
    this.#preKeys.delete(String(first.preKeyId));
    this.#remember(address, session);
    return plaintext;
  }

  #open(address: string, body: Buffer): Buffer {
    const envelope = takeApart(body);
    const sessions = this.#sessions.get(address) ?? [];
    for (const session of sessions) {
      try {
        const plaintext = receiveOn(session, envelope, [session.remoteIdentity, this.identityKey]);
        // Both sides may have started a session at once: the one that is used becomes the one to answer on.
        this.#sessions.set(address, [session, ...sessions.filter((other) => other !== session)]);
        return plaintext;
      } catch (error) {
        if (error instanceof AlreadyOpenedError) throw error;
      }
    }
    throw new Error(`None of ${sessions.length} sessions with ${address} opens the message`);
  }

  #remember(address: string, session: Session): void {
    const sessions = [session, ...(this.#sessions.get(address) ?? [])];
    this.#sessions.set(address, sessions.slice(0, KEPT_SESSIONS));
  }
}

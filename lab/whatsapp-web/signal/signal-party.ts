import { Curve, generateRegistrationId, proto, signedKeyPair, type KeyPair } from 'baileys';
import { acceptSession, startSession, typed } from './agreement.ts';
import { takeApart } from './envelope.ts';
import { AlreadyOpenedError, receiveOn, sendOn } from './ratchet.ts';
import type { KeyBundle, Session } from './session.ts';

const VERSION = Buffer.from([0x33]);
const KEPT_SESSIONS = 8;

export type CipherType = 'pkmsg' | 'msg';

/** All that a Signal device keeps: plain data, so that it can be saved. */
export interface SignalState {
  registrationId: number;
  identity: KeyPair;
  signedPreKey: { keyId: number; keyPair: KeyPair; signature: Uint8Array };
  nextPreKeyId: number;
  preKeys: Record<string, KeyPair>;
  /** By the address of the other device; the newest session first. */
  sessions: Record<string, Session[]>;
}

export function newSignalState(): SignalState {
  const identity = Curve.generateKeyPair();
  return {
    registrationId: generateRegistrationId(),
    identity,
    signedPreKey: signedKeyPair(identity, 1),
    nextPreKeyId: 1,
    preKeys: {},
    sessions: {},
  };
}

/**
 * The Signal side of one phone: a Double Ratchet of the lab's own. libsignal is not used because its job queue is one
 * for the whole process, keyed by address (libsignal/src/queue_job.js), so phones would disturb the product's Baileys
 * next to them; and because it prints private keys to the console (session_record.js:273). Everything here is
 * synchronous: what is handed in first is encrypted or opened first.
 */
export class SignalParty {
  readonly state: SignalState;

  constructor(state: SignalState = newSignalState()) {
    this.state = state;
  }

  get identityKey(): Buffer {
    return typed(this.state.identity.public);
  }

  /** Public keys for somebody who wants to start a session; each call gives away a new one-time key. */
  bundle(): KeyBundle {
    const { state } = this;
    const keyId = state.nextPreKeyId++;
    const preKey = Curve.generateKeyPair();
    state.preKeys[keyId] = preKey;
    return {
      registrationId: state.registrationId,
      identityKey: Buffer.from(state.identity.public),
      signedPreKey: {
        keyId: state.signedPreKey.keyId,
        publicKey: Buffer.from(state.signedPreKey.keyPair.public),
        signature: Buffer.from(state.signedPreKey.signature),
      },
      preKey: { keyId, publicKey: Buffer.from(preKey.public) },
    };
  }

  hasSession(address: string): boolean {
    return this.state.sessions[address]?.[0]?.sending !== undefined;
  }

  start(address: string, bundle: KeyBundle): void {
    this.#remember(address, startSession(this.state.identity, bundle));
  }

  /** Forgets every session with one device, or with all of them. */
  forget(address?: string): void {
    if (address === undefined) this.state.sessions = {};
    else delete this.state.sessions[address];
  }

  /** Throws when there is no session with the address. */
  encrypt(address: string, plaintext: Uint8Array): { type: CipherType; body: Buffer } {
    const session = this.state.sessions[address]?.[0];
    if (session === undefined) throw new Error(`No session with ${address}`);
    const message = sendOn(session, plaintext, [this.identityKey, session.remoteIdentity]);
    if (session.pending === undefined) return { type: 'msg', body: message };
    const body = proto.PreKeySignalMessage.encode({
      registrationId: this.state.registrationId,
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
    const known = this.state.sessions[address]?.some((session) => session.baseKey.equals(baseKey)) ?? false;
    if (known) return this.#open(address, message);

    const preKey = first.preKeyId ? this.state.preKeys[first.preKeyId] : undefined;
    if (first.preKeyId && preKey === undefined) throw new Error(`Unknown one-time key ${first.preKeyId}`);
    const session = acceptSession(
      this.state.identity,
      { signedPreKey: this.state.signedPreKey.keyPair, preKey },
      { identityKey: Buffer.from(first.identityKey), baseKey },
    );
    const plaintext = receiveOn(session, takeApart(message), [session.remoteIdentity, this.identityKey]);
    if (first.preKeyId) delete this.state.preKeys[first.preKeyId];
    this.#remember(address, session);
    return plaintext;
  }

  #open(address: string, body: Buffer): Buffer {
    const envelope = takeApart(body);
    const sessions = this.state.sessions[address] ?? [];
    for (const session of sessions) {
      try {
        const plaintext = receiveOn(session, envelope, [session.remoteIdentity, this.identityKey]);
        // Both sides may have started a session at once: the one that is used becomes the one to answer on.
        this.state.sessions[address] = [session, ...sessions.filter((other) => other !== session)];
        return plaintext;
      } catch (error) {
        if (error instanceof AlreadyOpenedError) throw error;
      }
    }
    throw new Error(`None of ${sessions.length} sessions with ${address} opens the message`);
  }

  #remember(address: string, session: Session): void {
    this.state.sessions[address] = [session, ...(this.state.sessions[address] ?? [])].slice(0, KEPT_SESSIONS);
  }
}

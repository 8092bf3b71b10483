import { Curve, generateRegistrationId, signedKeyPair, type KeyPair } from 'baileys';
import type { SenderKeyState } from './sender-key.ts';
import type { Session } from './session.ts';

/** All that a Signal device keeps, as plain data: what is saved. */
export interface SignalState {
  registrationId: number;
  identity: KeyPair;
  signedPreKey: { keyId: number; keyPair: KeyPair; signature: Uint8Array };
  nextPreKeyId: number;
  preKeys: Record<string, KeyPair>;
  /** By the address of the other device; the newest session first. */
  sessions: Record<string, Session[]>;
  senderKeys: SenderKeyState;
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
    senderKeys: { own: {}, others: {} },
  };
}

import { Curve, type KeyPair } from 'baileys';
import { rootOf, stepRoot } from './key-derivation.ts';
import type { KeyBundle, Session } from './session.ts';

const KEY_TYPE = Buffer.from([5]);
/** X3DH starts with 32 bytes of 0xff, so that its input is never a valid curve point. */
const PREFIX = Buffer.alloc(32, 0xff);

/** A public key with Signal's type byte in front. */
export function typed(publicKey: Uint8Array): Buffer {
  return publicKey.length === 33 ? Buffer.from(publicKey) : Buffer.concat([KEY_TYPE, publicKey]);
}

/** Starts a session with a device whose public keys are known (X3DH, the side that speaks first). */
export function startSession(identity: KeyPair, bundle: KeyBundle): Session {
  const base = Curve.generateKeyPair();
  const { signedPreKey, preKey } = bundle;
  const secrets = [
    Curve.sharedKey(identity.private, signedPreKey.publicKey),
    Curve.sharedKey(base.private, bundle.identityKey),
    Curve.sharedKey(base.private, signedPreKey.publicKey),
    ...(preKey === undefined ? [] : [Curve.sharedKey(base.private, preKey.publicKey)]),
  ];
  const ratchet = Curve.generateKeyPair();
  const { rootKey, chain } = stepRoot(
    rootOf(Buffer.concat([PREFIX, ...secrets])),
    Curve.sharedKey(ratchet.private, signedPreKey.publicKey),
  );
  return {
    baseKey: typed(base.public),
    remoteIdentity: typed(bundle.identityKey),
    rootKey,
    ratchet,
    previousCounter: 0,
    sending: chain,
    receiving: [],
    pending: { preKeyId: preKey?.keyId, signedPreKeyId: signedPreKey.keyId },
  };
}

/** The session that somebody else started with our keys (X3DH, the side that answers). */
export function acceptSession(
  identity: KeyPair,
  ours: { signedPreKey: KeyPair; preKey: KeyPair | undefined },
  theirs: { identityKey: Buffer; baseKey: Buffer },
): Session {
  const secrets = [
    Curve.sharedKey(ours.signedPreKey.private, theirs.identityKey),
    Curve.sharedKey(identity.private, theirs.baseKey),
    Curve.sharedKey(ours.signedPreKey.private, theirs.baseKey),
    ...(ours.preKey === undefined ? [] : [Curve.sharedKey(ours.preKey.private, theirs.baseKey)]),
  ];
  return {
    baseKey: theirs.baseKey,
    remoteIdentity: theirs.identityKey,
    rootKey: rootOf(Buffer.concat([PREFIX, ...secrets])),
    ratchet: ours.signedPreKey,
    previousCounter: 0,
    receiving: [],
  };
}

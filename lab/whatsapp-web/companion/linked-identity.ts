import { Curve, hmacSign, proto, WA_ADV_ACCOUNT_SIG_PREFIX, WA_ADV_DEVICE_SIG_PREFIX, type KeyPair } from 'baileys';

/** The proof, made by the phone and the companion together, that a companion belongs to an account. */
export interface Invitation {
  details: Uint8Array;
  accountKey: Uint8Array;
  /** What goes into `pair-success`. */
  sealed: Uint8Array;
}

/**
 * The phone's half: signs the companion's identity key and seals that with the secret of the QR code, which the server
 * does not know (checked by baileys/lib/Utils/validate-connection.js:134-161).
 */
export function invite(
  phoneIdentity: KeyPair,
  companion: { identityKey: Buffer; advSecret: Buffer; keyIndex: number },
): Invitation {
  const details = proto.ADVDeviceIdentity.encode({
    rawId: companion.keyIndex,
    timestamp: Math.floor(Date.now() / 1000),
    keyIndex: companion.keyIndex,
  }).finish();
  const signed = Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, companion.identityKey]);
  const identity = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: phoneIdentity.public,
    accountSignature: Curve.sign(phoneIdentity.private, signed),
  }).finish();
  const hmac = hmacSign(identity, companion.advSecret);
  return {
    details,
    accountKey: phoneIdentity.public,
    sealed: proto.ADVSignedDeviceIdentityHMAC.encode({ details: identity, hmac }).finish(),
  };
}

/** Whether the companion's answer carries its own signature of the same proof. */
export function isAccepted(invitation: Invitation, identityKey: Buffer, answer: Uint8Array): boolean {
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(answer);
  if (!deviceSignature) return false;
  const { details, accountKey } = invitation;
  const signed = Buffer.concat([WA_ADV_DEVICE_SIG_PREFIX, details, identityKey, accountKey]);
  return Curve.verify(identityKey, signed, deviceSignature);
}

import { KEY_BUNDLE_TYPE, type proto } from 'baileys';
import type { Visitor } from './visitor.ts';

/** The keys a new companion sends along with its first connection; throws when one is missing. */
export function readRegistration(noiseKey: Buffer, payload: proto.ClientPayload): Visitor['keys'] {
  const data = payload.devicePairingData;
  if (!data?.eRegid || !data.eIdent || !data.eSkeyId || !data.eSkeyVal || !data.eSkeySig) {
    throw new Error('The companion registers without its keys');
  }
  if (data.eKeytype?.[0] !== KEY_BUNDLE_TYPE[0]) throw new Error('The companion registers with another kind of keys');
  return {
    noiseKey,
    registrationId: Buffer.from(data.eRegid).readUInt32BE(),
    identityKey: Buffer.from(data.eIdent),
    signedPreKey: {
      keyId: Buffer.from(data.eSkeyId).readUIntBE(0, 3),
      publicKey: Buffer.from(data.eSkeyVal),
      signature: Buffer.from(data.eSkeySig),
    },
  };
}

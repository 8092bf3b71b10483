import { Curve, proto, sha256, WA_CERT_DETAILS } from 'baileys';
import { keyPairFromSeed } from './x25519.ts';

/**
 * The root of trust of the lab. TEST ONLY: its private key is derived from a sentence in a public repository, so
 * whoever trusts it trusts everybody. Only `trust-lab-root.ts` makes a process trust it.
 */
export const LAB_ROOT = keyPairFromSeed(sha256(Buffer.from('crm-condorito lab root of trust, for tests only')));

/**
 * A certificate chain root → intermediate → `serverKey`, as Baileys checks it: both signatures, and an issuer serial
 * equal to `WA_CERT_DETAILS.SERIAL` (baileys/lib/Utils/noise-handler.js:137-163).
 */
export function certificateChainFor(serverKey: Uint8Array): Uint8Array {
  const intermediate = Curve.generateKeyPair();
  const intermediateDetails = proto.CertChain.NoiseCertificate.Details.encode({
    serial: 1,
    issuerSerial: WA_CERT_DETAILS.SERIAL,
    key: intermediate.public,
  }).finish();
  const leafDetails = proto.CertChain.NoiseCertificate.Details.encode({
    serial: 2,
    issuerSerial: 1,
    key: serverKey,
  }).finish();
  return proto.CertChain.encode({
    intermediate: { details: intermediateDetails, signature: Curve.sign(LAB_ROOT.private, intermediateDetails) },
    leaf: { details: leafDetails, signature: Curve.sign(intermediate.private, leafDetails) },
  }).finish();
}

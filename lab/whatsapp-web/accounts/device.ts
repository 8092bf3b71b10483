import type { BinaryNode } from 'baileys';
import type { KeyBundle, PublicPreKey, PublicSignedPreKey } from '../signal/session.ts';

/** A companion that an account has linked, as the server knows it. Plain data, so that it can be saved. */
export interface Device {
  id: number;
  keyIndex: number;
  linkedAt: number;
  /** The Noise key it logs in with. */
  noiseKey: Uint8Array;
  registrationId: number;
  identityKey: Uint8Array;
  signedPreKey: PublicSignedPreKey;
  preKeys: PublicPreKey[];
  /** What it signed at pairing; others receive it with the keys. */
  signedIdentity?: Uint8Array | undefined;
  /** Whether the phone has sent it the first history. */
  greeted: boolean;
  /** Stanzas it has not acknowledged: the offline queue. */
  waiting: BinaryNode[];
}

/** Baileys reads ids of 99 as hosted devices and refuses them elsewhere (baileys/lib/Signal/libsignal.js:318). */
const HOSTED_DEVICE = 99;

export function nextDeviceId(devices: Iterable<number>): number {
  const next = Math.max(0, ...devices) + 1;
  return next === HOSTED_DEVICE ? next + 1 : next;
}

/** The keys for one new session; uses up a one-time key while there are any. */
export function takeBundle(device: Device): KeyBundle {
  return {
    registrationId: device.registrationId,
    identityKey: Buffer.from(device.identityKey),
    signedPreKey: device.signedPreKey,
    preKey: device.preKeys.shift(),
  };
}

/** What a companion says about a stanza when it acknowledges it. */
export interface Acknowledged {
  tag: string;
  id: string;
  type?: string | undefined;
  participant?: string | undefined;
}

/** Takes out of the queue what the companion acknowledges. */
export function acknowledge(device: Device, { tag, id, type, participant }: Acknowledged): void {
  const index = device.waiting.findIndex(({ tag: waitingTag, attrs }) => {
    if (waitingTag !== tag || attrs['id'] !== id) return false;
    // Receipts about one message come from several people of a group, and of several kinds.
    return tag !== 'receipt' || (attrs['type'] === type && attrs['participant'] === participant);
  });
  if (index >= 0) device.waiting.splice(index, 1);
}

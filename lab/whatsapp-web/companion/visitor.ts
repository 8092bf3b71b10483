import type { BinaryNode } from 'baileys';
import type { Device } from '../accounts/device.ts';

/** A connected companion that has no account yet, and the keys it registers with. */
export interface Visitor {
  keys: Pick<Device, 'noiseKey' | 'identityKey' | 'registrationId' | 'signedPreKey'>;
  send(stanza: BinaryNode): void;
  end(code: number): void;
}

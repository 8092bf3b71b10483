import type { LinkedDevice } from './linked-device.ts';
import type { PhoneMemory } from './phone-memory.ts';

/** Where a phone links companions, by either of the two ways. */
export interface LinkDesk {
  pair(qr: string, by: PhoneMemory): Promise<LinkedDevice>;
  pairByCode(code: string, by: PhoneMemory): Promise<LinkedDevice>;
}

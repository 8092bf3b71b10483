import { encodeWAMessage, type BinaryNode, type proto } from 'baileys';
import type { DeviceOf, Exchange } from '../exchange.ts';
import { node } from '../wire/nodes.ts';
import type { PhoneMemory } from './phone-memory.ts';

/** What one device gets: encrypted for it alone, on a new session where there is none. Undefined when it is gone. */
export function sealFor(
  { signal }: PhoneMemory,
  exchange: Exchange,
  to: DeviceOf,
  content: proto.IMessage,
  attempt?: number,
): BinaryNode | undefined {
  const address = to.account.jid(to.device);
  if (!signal.hasSession(address)) {
    const bundle = exchange.bundle(to.account, to.device);
    if (bundle === undefined) return undefined;
    signal.start(address, bundle);
  }
  const { type, body } = signal.encrypt(address, encodeWAMessage(content));
  return node('enc', { v: '2', type, count: attempt === undefined ? undefined : String(attempt) }, body);
}

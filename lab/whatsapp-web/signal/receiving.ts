import { step } from './key-derivation.ts';
import type { ReadingChain } from './session.ts';

/** As many as libsignal allows (libsignal/src/session_cipher.js, `fillMessageKeys`). */
export const MAX_SKIPPED = 2000;

/** The content of a message whose key is gone: it was opened before. */
export class AlreadyOpenedError extends Error {}

/** What the chain becomes when message `counter` is taken from it; the chain itself is not touched. */
export function advance(from: ReadingChain, counter: number): { messageKey: Buffer; chain: ReadingChain } {
  const { [counter]: kept, ...skipped } = from.skipped;
  if (kept !== undefined) return { messageKey: kept, chain: { key: from.key, counter: from.counter, skipped } };
  if (counter < from.counter) throw new AlreadyOpenedError(`Message ${counter} of this chain was opened before`);
  if (counter - from.counter > MAX_SKIPPED) throw new Error(`Over ${MAX_SKIPPED} messages into the future`);
  let chain = { key: from.key, counter: from.counter };
  while (chain.counter < counter) {
    const { messageKey, next } = step(chain);
    skipped[chain.counter] = messageKey;
    chain = next;
  }
  const { messageKey, next } = step(chain);
  return { messageKey, chain: { ...next, skipped } };
}

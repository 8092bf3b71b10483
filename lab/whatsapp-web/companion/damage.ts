import type { BinaryNode } from 'baileys';
import { bytesOf, childrenOf } from '../wire/nodes.ts';

/**
 * From the end, so far is what proves that a ciphertext is whole, or what it covers: the last eight bytes of a message, the
 * sixty-four of one to a group; behind those of a session's first message come two short numbers.
 */
const PROVEN_FROM_END = 10;

/** The same message with ciphertext that cannot be opened. */
export function damaged(message: BinaryNode): BinaryNode {
  const content = childrenOf(message).map((part) => {
    const bytes = part.tag === 'enc' ? bytesOf(part) : undefined;
    if (bytes === undefined) return part;
    const place = bytes.length - PROVEN_FROM_END;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    return { ...part, content: bytes };
  });
  return { ...message, content };
}

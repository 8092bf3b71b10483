import type { BinaryNode } from 'baileys';
import { node } from '../wire/nodes.ts';

/**
 * The end of a connection as WhatsApp words it. Baileys takes the code from the attribute and the reason from the
 * child (baileys/lib/Utils/generics.js, `getErrorCodeFromStreamError`).
 */
export function streamError(code: number): BinaryNode {
  const conflicts: Record<number, string> = { 401: 'device_removed', 440: 'replaced' };
  const type = conflicts[code];
  return node('stream:error', { code: String(code) }, type === undefined ? undefined : [node('conflict', { type })]);
}

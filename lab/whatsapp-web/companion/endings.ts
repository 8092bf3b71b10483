import type { BinaryNode } from 'baileys';
import { node, SERVER } from '../wire/nodes.ts';

/** `DisconnectReason.connectionClosed` of Baileys: the connection was closed without a word. */
const CLOSED = 428;
/** Codes that WhatsApp does not refuse a log-in with: these connections end as open ones do. */
const NOT_A_REFUSAL = [408, 411, CLOSED, 440, 515];

/**
 * The last words on an open connection, worded as WhatsApp does, so that Baileys reports this code; undefined when
 * there are none. Baileys reads the code from the attribute, else from the child, else takes it for 500
 * (baileys/lib/Utils/generics.js, `getErrorCodeFromStreamError`).
 */
export function endOfStream(code: number = CLOSED): BinaryNode | undefined {
  switch (code) {
    case CLOSED:
      return undefined;
    case 401:
      return node('stream:error', { code: '401' }, [node('conflict', { type: 'device_removed' })]);
    case 411:
      return node('ib', { from: SERVER }, [node('downgrade_webclient')]);
    case 440:
      return node('stream:error', {}, [node('conflict', { type: 'replaced' })]);
    case 500:
      return node('stream:error', {}, [node('xml-not-well-formed')]);
    default:
      return node('stream:error', { code: String(code) });
  }
}

/** The answer to a log-in that is refused, so that Baileys reports this code; undefined when there is none. */
export function refusedLogin(code: number): BinaryNode | undefined {
  if (NOT_A_REFUSAL.includes(code)) return endOfStream(code);
  return node('failure', { reason: String(code), location: 'lab' });
}

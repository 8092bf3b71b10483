/** A new id for a message. `crypto.randomUUID` would do the same, but is missing on pages without HTTPS. */
export function newClientMessageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

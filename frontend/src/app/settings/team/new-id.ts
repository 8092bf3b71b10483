/** An id that nothing else has: 96 bits of chance. `crypto.randomUUID` is missing on pages without HTTPS. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

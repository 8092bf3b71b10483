/** An id that nothing else has, in hexadecimal digits. `crypto.randomUUID` would do, but is missing on pages without HTTPS. */
export function newId(bytes = 16): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}

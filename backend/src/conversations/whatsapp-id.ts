import { randomBytes } from 'node:crypto';

/**
 * The id WhatsApp will know an outgoing message by, made before the first try so that every try carries the same one.
 * The shape is that of WhatsApp Web's own ids ("3EB0" and 18 hexadecimal digits).
 */
export function newWhatsAppId(): string {
  return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
}

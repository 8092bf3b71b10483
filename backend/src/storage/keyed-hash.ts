import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

const hashes = new WeakMap<Kysely<Tables>, KeyedHash>();

/** The key of one store, for whoever reads or writes through it. */
export class KeyedHash {
  /** 32 bytes; undefined where nothing was hashed yet. */
  key: Buffer | undefined;

  /** `keyedHash` of this database is made with this key. */
  lendTo(database: Kysely<Tables>): void {
    hashes.set(database, this);
  }
}

/**
 * HMAC-SHA-256 of a text, base64url: what can be recognised and not be read. Without the key, which is stored encrypted, not even
 * by trying every phone number there is. Undefined for a store that has no key: then it holds no such hash.
 */
export function keyedHash(database: Kysely<Tables>, text: string): string | undefined {
  const key = hashes.get(database)?.key;
  return key && createHmac('sha256', key).update(text).digest('base64url');
}

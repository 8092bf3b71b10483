import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: what a browser or a program shows to be recognised. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The only form in which a token is kept. A fast hash will do: there is nothing to guess in 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

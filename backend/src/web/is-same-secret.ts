import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same. Takes the same time whatever was shown. */
export function isSameSecret(shown: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(shown), digest(expected));
}

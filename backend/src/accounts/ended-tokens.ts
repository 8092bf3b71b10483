import type { SignInEnd } from '#contract/http';

/** How long the reason is remembered, in milliseconds: until whoever is affected has looked at the page again. */
const MEMORY = 86_400_000;
/** More is not remembered: the oldest go first. */
const CAPACITY = 10_000;

/**
 * Why sign-ins were ended, by the hashes of their tokens, for those who hold one and nobody else. In memory only: after a
 * restart a page asks to sign in without a word, and whoever knows the password of a deactivated account is told then.
 */
export class EndedTokens {
  readonly #ends = new Map<string, { reason: SignInEnd; at: number }>();

  /** `now` in epoch milliseconds. */
  remember(tokenHashes: readonly string[], reason: SignInEnd, now: number): void {
    for (const tokenHash of tokenHashes) this.#ends.set(tokenHash, { reason, at: now });
    for (const [tokenHash, { at }] of this.#ends) {
      if (at >= now - MEMORY && this.#ends.size <= CAPACITY) break;
      this.#ends.delete(tokenHash);
    }
  }

  reasonOf(tokenHash: string, now: number): SignInEnd | undefined {
    const end = this.#ends.get(tokenHash);
    return end && end.at >= now - MEMORY ? end.reason : undefined;
  }
}

import type { SignIn } from '../web/index.ts';

const CAPACITY = 5_000;

interface Recognised {
  signIn: SignIn;
  expiresAt: string;
}

/**
 * Tokens recognised lately, so that a poll costs no query. Emptied at every change of a user or a sign-in; a look-up that
 * began before such a change may not fill it any more, hence `generation`.
 */
export class SignInCache {
  readonly #entries = new Map<string, Recognised>();
  #generation = 0;

  get generation(): number {
    return this.#generation;
  }

  get(tokenHash: string, now: string): SignIn | undefined {
    const entry = this.#entries.get(tokenHash);
    return entry && entry.expiresAt > now ? entry.signIn : undefined;
  }

  put(tokenHash: string, entry: Recognised, generation: number): void {
    if (generation !== this.#generation) return;
    if (this.#entries.size >= CAPACITY) this.#entries.clear();
    this.#entries.set(tokenHash, entry);
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
  }
}

import { RateLimiterMemory } from 'rate-limiter-flexible';
import { countRequest } from '../web/index.ts';

const WINDOW_SECONDS = 15 * 60;

/** How many failures are allowed per 15 minutes. */
export interface SignInLimits {
  /** From one address for one account. */
  accountAndAddress: number;
  /** For one account, from anywhere: slows guessing from many addresses. */
  account: number;
  /** From one address, for any account. */
  address: number;
}

export const defaultSignInLimits: SignInLimits = { accountAndAddress: 5, account: 100, address: 50 };

/** Slows down guessing. Every try is counted before the password is looked at; a success takes its own try back. */
export class SignInThrottle {
  readonly #limiters: { limiter: RateLimiterMemory; key: (email: string, address: string) => string }[];

  constructor(limits: SignInLimits) {
    const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
    this.#limiters = [
      { limiter: limiter(limits.address), key: (_email, address) => address },
      { limiter: limiter(limits.accountAndAddress), key: (email, address) => `${email} ${address}` },
      { limiter: limiter(limits.account), key: (email) => email },
    ];
  }

  /** Throws `too-many-requests` with `Retry-After` in seconds. */
  async countTry(email: string, address: string): Promise<void> {
    for (const { limiter, key } of this.#limiters) await countRequest(limiter, key(email, address));
  }

  async takeBack(email: string, address: string): Promise<void> {
    for (const { limiter, key } of this.#limiters) await limiter.reward(key(email, address));
  }
}

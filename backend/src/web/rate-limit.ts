import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { HttpProblem } from './http-problem.ts';

/** Counts one request of `key`; throws `too-many-requests` with `Retry-After` in seconds once there were too many. */
export async function countRequest(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new HttpProblem('too-many-requests', `Try again in ${String(seconds)} seconds.`, {
      headers: { 'Retry-After': String(seconds) },
    });
  }
}

import { setTimeout as pause } from 'node:timers/promises';

/**
 * Holds back the next of a load that began at `start` (`performance.now()`), of which so many are done. It is a rate, not a
 * wait for anything: what took longer is caught up with.
 */
export async function atRate(start: number, done: number, perSecond: number): Promise<void> {
  const early = start + (done * 1_000) / perSecond - performance.now();
  if (early > 0) await pause(early);
}

import { retryDelay } from './backoff';

describe('retryDelay', () => {
  const policy = { eagerTries: 3, longestProbe: 300_000 };
  const longest = () => 0;
  const shortest = () => 0.999_999;

  it('doubles from one second while tries are eager', () => {
    expect([0, 1, 2].map((failures) => retryDelay(failures, policy, longest))).toEqual([1_000, 2_000, 4_000]);
  });

  it('then only probes, less and less often', () => {
    const waits = [3, 4, 5, 6, 7, 50].map((failures) => retryDelay(failures, policy, longest));

    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('shortens each wait by up to half at random', () => {
    expect(retryDelay(1, policy, shortest)).toBe(1_000);
    expect(retryDelay(1, policy, () => 0.5)).toBe(1_500);
  });
});

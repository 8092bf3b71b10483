import { retryDelay } from './backoff';

describe('retryDelay', () => {
  const noJitter = () => 0;

  it('doubles from one second up to thirty', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelay(failures, noJitter))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('stays at thirty seconds however long the server is away', () => {
    expect(retryDelay(100_000, noJitter)).toBe(30_000);
  });

  it('spreads the browsers over the second half of each wait', () => {
    expect(retryDelay(3, () => 0.999)).toBeCloseTo(2_000, -1);
    expect(retryDelay(3, () => 0.5)).toBe(3_000);
  });
});

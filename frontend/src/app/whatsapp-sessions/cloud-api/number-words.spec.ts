import { peopleOf } from '#contract/cloud-api-rules';
import { daysUntil } from './number-words';

describe('What Meta says of a number', () => {
  it('is how many people may be written to first', () => {
    expect(['TIER_250', 'TIER_1K', 'TIER_100K', 'TIER_UNLIMITED', 'TIER_NOT_SET', null].map(peopleOf)).toEqual([
      250,
      1_000,
      100_000,
      Number.POSITIVE_INFINITY,
      undefined,
      undefined,
    ]);
  });

  it('is when a token ends, in days', () => {
    const now = Date.parse('2026-01-01T12:00:00.000Z');
    const ends = ['2026-01-01T13:00:00.000Z', '2026-01-08T13:00:00.000Z', '2026-01-01T11:00:00.000Z'];
    expect(ends.map((end) => daysUntil(end, now))).toEqual([0, 7, -1]);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { binOf, countIn, percentileOf } from '../../src/dashboard/index.ts';

function binned(waits: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...Map.groupBy(waits, binOf)].map(([bin, those]) => [bin, those.length]));
}

/** Hours, days and years too; short ones as often as long ones. */
const wait = fc.oneof(fc.nat(90), fc.nat(7_200), fc.nat(40 * 365 * 86_400));

describe('The bins of first replies', () => {
  it('give every percentile to within 5 %', () => {
    const some = fc.array(wait, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(some, fc.constantFrom(0.5, 0.9), (waits, share) => {
        const sorted = waits.toSorted((one, other) => one - other);
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
        const said = percentileOf(binned(waits), share) ?? NaN;
        assert.ok(Math.abs(said - exact) <= exact * 0.05, `${String(said)} for ${String(exact)}`);
      }),
      { numRuns: 500 },
    );
    for (let seconds = 0; seconds < 100_000; seconds += 1) {
      const said = percentileOf(new Map([[binOf(seconds), 1]]), 0.5) ?? NaN;
      assert.ok(Math.abs(said - seconds) <= seconds * 0.05, `${String(said)} for ${String(seconds)}`);
    }
  });

  it('keep how many there are', () => {
    fc.assert(fc.property(fc.array(wait), (waits) => countIn(binned(waits)) === waits.length));
  });

  it('say nothing where nobody was answered', () => {
    assert.equal(percentileOf(new Map(), 0.5), null);
    assert.equal(percentileOf(new Map([[3, 0]]), 0.9), null);
  });

  it('know what was answered at once from what took a second', () => {
    assert.equal(percentileOf(binned([0, 0, 1]), 0.5), 0);
    assert.equal(percentileOf(binned([0, 1, 1]), 0.5), 1.04);
  });
});

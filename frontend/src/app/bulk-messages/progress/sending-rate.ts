/** How many were done at a moment, in epoch milliseconds. */
export interface Sample {
  readonly at: number;
  readonly done: number;
}

/** Milliseconds that are looked back. */
const LOOKED_BACK = 120_000;
/** Less than this says nothing. */
const LEAST = 20_000;

/** With one more, and without those that are too old. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(({ at }) => sample.at - at <= LOOKED_BACK), sample];
}

/** Messages in a minute, by what was seen lately; null until enough was seen, and while none leave. */
export function rateOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST || last.done <= first.done) return null;
  return Math.round(((last.done - first.done) / (last.at - first.at)) * 600_000) / 10;
}

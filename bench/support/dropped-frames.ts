/** Which share of the animation frames due at 60 a second between these times was left out, 0 to 1. */
export function droppedFrames(times: readonly number[]): number {
  const gaps = times.flatMap((at, index) => (index > 0 ? [at - (times[index - 1] ?? at)] : []));
  const due = gaps.reduce((sum, gap) => sum + Math.max(1, Math.round(gap / (1_000 / 60))), 0);
  return due === 0 ? 0 : 1 - gaps.length / due;
}

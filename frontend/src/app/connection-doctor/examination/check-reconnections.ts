import type { Connection } from '../../realtime';
import type { Outcome } from './finding';
import { timeLimitLines } from './proxy-lines';

const HOUR = 3_600_000;
/** More than so many in an hour are no accident. */
const MANY = 5;
/** How far intervals may be from their middle and still look like somebody's time limit. */
const REGULAR = 0.15;

/** How often push had to come back within the last hour. `now` is in epoch milliseconds. */
export function checkReconnections({ reconnectedAt }: Connection, now: number): Outcome {
  const times = reconnectedAt.filter((at) => at > now - HOUR);
  const count = times.length;
  if (count === 0) return { verdict: 'good', means: 'reconnections.none' };
  const single = count === 1;
  if (count <= MANY)
    return { verdict: 'good', means: single ? 'reconnections.one' : 'reconnections.few', params: { count } };
  const interval = regularInterval(times);
  if (interval === null) {
    return { verdict: 'warning', means: 'reconnections.many', todo: 'reconnections.manyTodo', params: { count } };
  }
  return {
    verdict: 'warning',
    means: 'reconnections.regular',
    todo: 'reconnections.regularTodo',
    params: { count, seconds: Math.round(interval / 1_000) },
    lines: timeLimitLines,
  };
}

/** The time between reconnections, in milliseconds, when it is always about the same: a proxy ends connections by the clock. */
function regularInterval(times: readonly number[]): number | null {
  const intervals = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const middle = intervals.toSorted((one, other) => one - other)[Math.floor(intervals.length / 2)] ?? 0;
  return intervals.every((interval) => Math.abs(interval - middle) <= middle * REGULAR) ? middle : null;
}

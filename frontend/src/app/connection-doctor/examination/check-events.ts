import type { Connection } from '../../realtime';
import type { Outcome } from './finding';

/** So many holes in what was pushed are more than chance. */
const MANY_GAPS = 5;
const MANY_START_OVERS = 3;

/** What push has missed since the page was opened, and what became of it. */
export function checkEvents({ kind, gaps, recoveredEvents, startOvers }: Connection): Outcome {
  if (kind === 'offline') return { verdict: 'note', means: 'events.offline' };
  const params = { recovered: recoveredEvents, gaps, startOvers };
  if (startOvers >= MANY_START_OVERS) {
    return { verdict: 'warning', means: 'events.counts', todo: 'events.startOversTodo', params };
  }
  if (gaps >= MANY_GAPS) return { verdict: 'warning', means: 'events.counts', todo: 'events.gapsTodo', params };
  return {
    verdict: 'good',
    means: recoveredEvents + gaps + startOvers === 0 ? 'events.none' : 'events.counts',
    params,
  };
}

import { filter, fromEvent, merge, type Observable, take, timer } from 'rxjs';

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/**
 * Emits once, when a server that has been out of reach so many times in a row, 1 or more, is worth asking again: after 2 s,
 * then twice as long each time up to 30 s, or at once when the network is back or the page is looked at.
 */
export function tryAgain(failures: number): Observable<unknown> {
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  const lookedAt$ = fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden));
  return merge(timer(pause), fromEvent(window, 'online'), lookedAt$).pipe(take(1));
}

import { Service } from '@angular/core';
import { type Observable, type OperatorFunction, switchMap, timer } from 'rxjs';

/** How long nothing may be typed before a search is sent, in milliseconds: longer than between two letters of a word. */
const PAUSE = 200;

export interface DebounceOptions<Value> {
  /** Milliseconds of silence; 200 when not given. */
  readonly pause?: number;
  /** Values that need no silence, because nothing is going to follow them: an emptied search, a click on "try again". */
  readonly atOnce?: (value: Value) => boolean;
}

/**
 * Turns what somebody types into as few requests as it takes. The first letter waits like every other one: what a single
 * letter finds is hardly ever what is looked for, and the list would be replaced twice.
 */
@Service()
export class DebounceService {
  /**
   * Asks for the latest value once nothing has followed it for a while. The next value cancels what was asked at once, not
   * when it is sent itself. An error of `ask` ends the stream: `ask` catches its own.
   *
   *     typed$.pipe(debounce.latest((words) => api.get('/conversations', { query: { q: words } }).pipe(catchError(…))))
   */
  latest<Value, Answer>(
    ask: (value: Value) => Observable<Answer>,
    { pause = PAUSE, atOnce = () => false }: DebounceOptions<Value> = {},
  ): OperatorFunction<Value, Answer> {
    return switchMap((value) => (atOnce(value) ? ask(value) : timer(pause).pipe(switchMap(() => ask(value)))));
  }
}

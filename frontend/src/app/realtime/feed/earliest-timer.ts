import { type Observable, type SchedulerLike, Subject, switchMap, tap, timer } from 'rxjs';

/** A timer that can be asked for any number of times and rings once, at the earliest time asked for. */
export class EarliestTimer {
  readonly #scheduler: SchedulerLike;
  readonly #asked = new Subject<number>();
  #due: number | null = null;

  readonly rings$: Observable<unknown>;

  constructor(scheduler: SchedulerLike) {
    this.#scheduler = scheduler;
    this.rings$ = this.#asked.pipe(
      switchMap((milliseconds) => timer(milliseconds, this.#scheduler)),
      tap(() => (this.#due = null)),
    );
  }

  ringIn(milliseconds: number): void {
    const due = this.#scheduler.now() + milliseconds;
    if (this.#due !== null && this.#due <= due) return;
    this.#due = due;
    this.#asked.next(milliseconds);
  }
}

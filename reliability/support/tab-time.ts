import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import type { RealtimeTiming } from './feed.ts';
import { SPEED } from './form.ts';

/** One thing to do, once or again and again. */
class FastAction<State> extends Subscription implements SchedulerAction<State> {
  readonly #work: (this: SchedulerAction<State>, state: State) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: (this: SchedulerAction<State>, state: State) => void) {
    super(() => {
      clearTimeout(this.#timer);
    });
    this.#work = work;
  }

  /** `delay` is in milliseconds of the tab. */
  schedule(state?: State, delay = 0): this {
    clearTimeout(this.#timer);
    if (!this.closed) {
      this.#timer = setTimeout(() => {
        // As rxjs's own schedulers do: what is scheduled without a state expects none.
        this.#work(state as State);
      }, delay / SPEED);
    }
    return this;
  }
}

const start = Date.now();

/** Epoch milliseconds of the tab, which go by `SPEED` times as fast as everybody else's. */
const fastTime: SchedulerLike = {
  now: () => start + (Date.now() - start) * SPEED,
  schedule: (work, delay, state) => new FastAction(work).schedule(state, delay),
};

export const tabTiming: RealtimeTiming = { scheduler: fastTime, random: Math.random };

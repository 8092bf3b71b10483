import type { SchedulerLike } from 'rxjs';

/** Time and chance of the realtime layer, so that tests decide both. */
export interface RealtimeTiming {
  readonly scheduler: SchedulerLike;
  /** 0 up to, but not including, 1. */
  readonly random: () => number;
}

import { InjectionToken } from '@angular/core';
import { asyncScheduler, type SchedulerLike } from 'rxjs';

/** Time and chance of the realtime layer, so that tests decide both. */
export interface RealtimeClock {
  readonly scheduler: SchedulerLike;
  /** 0 up to, but not including, 1. */
  readonly random: () => number;
}

export const REALTIME_CLOCK = new InjectionToken<RealtimeClock>('REALTIME_CLOCK', {
  factory: () => ({ scheduler: asyncScheduler, random: Math.random }),
});

import { InjectionToken } from '@angular/core';
import { asyncScheduler } from 'rxjs';
import type { RealtimeTiming } from './feed';

export const REALTIME_CLOCK = new InjectionToken<RealtimeTiming>('REALTIME_CLOCK', {
  factory: () => ({ scheduler: asyncScheduler, random: Math.random }),
});

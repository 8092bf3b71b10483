import { InjectionToken } from '@angular/core';
import type { CacheSetup } from './cache-core';

/** How many answers are held, and by which clock. */
export const CACHE_SETTINGS = new InjectionToken<Pick<CacheSetup, 'capacity' | 'now'>>('CACHE_SETTINGS', {
  factory: () => ({ capacity: 200, now: () => Date.now() }),
});

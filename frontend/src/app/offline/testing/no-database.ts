import { signal } from '@angular/core';
import { OfflineDatabase } from '../offline-database';

/** A browser that keeps nothing, as some private windows: what one spec writes is not there in the next. */
export function provideNoDatabase(): { provide: unknown; useValue: unknown } {
  return {
    provide: OfflineDatabase,
    useValue: { lateOpenings: signal(0), run: () => Promise.resolve(undefined) },
  };
}

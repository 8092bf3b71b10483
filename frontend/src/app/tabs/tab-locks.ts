import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** The browser's Web Locks; null where it has none, as on a page without HTTPS. */
export const TAB_LOCKS = new InjectionToken<LockManager | null>('TAB_LOCKS', {
  factory: () => (inject(DOCUMENT).defaultView?.navigator as Partial<Navigator> | undefined)?.locks ?? null,
});

import { inject } from '@angular/core';
import { type CanDeactivateFn, Router } from '@angular/router';
import { askBeforeLeaving } from '../../unsaved-changes';

/** Says of a navigation that nothing is left behind by it. */
export const TAKES_ALONG = 'along';

export const askUnlessTakenAlong: CanDeactivateFn<unknown> = (...asked) =>
  inject(Router).currentNavigation()?.extras.info === TAKES_ALONG || askBeforeLeaving(...asked);

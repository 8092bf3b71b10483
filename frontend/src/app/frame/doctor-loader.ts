import { InjectionToken } from '@angular/core';

/** Fetches the connection doctor, which is no part of the first load. */
export const LOAD_DOCTOR = new InjectionToken('LOAD_DOCTOR', {
  factory: () => () => import('../connection-doctor'),
});

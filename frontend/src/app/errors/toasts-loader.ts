import { EnvironmentInjector, inject, InjectionToken } from '@angular/core';
import type { Toasts } from './toasts';

export const toastsCode = () => import('./toasts');

/** Most pages never show one: their code comes once the page rests, or with the first. */
export const TOASTS = new InjectionToken<() => Promise<Toasts>>('where notices stand', {
  factory: () => {
    const parent = inject(EnvironmentInjector);
    let toasts: Promise<Toasts> | undefined;
    return () => (toasts ??= toastsCode().then(({ makeToasts }) => makeToasts(parent)));
  },
});

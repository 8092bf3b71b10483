import { EnvironmentInjector, inject, InjectionToken } from '@angular/core';
import { PlainToasts } from './plain-toasts';
import type { Toasts } from './toasts';

export const LOAD_TOASTS = new InjectionToken('LOAD_TOASTS', { factory: () => () => import('./toasts') });

/** Most pages never show one: their code comes once the page rests, or with the first. */
export const TOASTS = new InjectionToken<() => Promise<Toasts>>('where notices stand', {
  factory: () => {
    const [load, plain, parent] = [inject(LOAD_TOASTS), inject(PlainToasts), inject(EnvironmentInjector)];
    let toasts: Promise<Toasts> | undefined;
    const insteadOf = (): Toasts => {
      toasts = undefined;
      return plain;
    };
    return () => (toasts ??= load().then(({ makeToasts }) => makeToasts(parent), insteadOf));
  },
});

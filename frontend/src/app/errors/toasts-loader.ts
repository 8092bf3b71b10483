import { EnvironmentInjector, inject, InjectionToken } from '@angular/core';

export type NoticeLevel = 'success' | 'info' | 'warning' | 'error';

/** Where notices stand. */
export interface Toasts {
  show(level: NoticeLevel, text: string): void;
  /** There is time to copy the reference. */
  showBug(reference: string): void;
}

export const toastsCode = () => import('./toasts');

/** Most pages never show one: their code comes once the page rests, or with the first. */
export const TOASTS = new InjectionToken<() => Promise<Toasts>>('where notices stand', {
  factory: () => {
    const parent = inject(EnvironmentInjector);
    let toasts: Promise<Toasts> | undefined;
    return () => (toasts ??= toastsCode().then(({ makeToasts }) => makeToasts(parent)));
  },
});

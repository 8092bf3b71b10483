import { createEnvironmentInjector, type EnvironmentInjector } from '@angular/core';
import { provideToastr, ToastrService } from 'ngx-toastr';
import { BugToast } from './bug-toast';

export type NoticeLevel = 'success' | 'info' | 'warning' | 'error';

/** Where notices stand. */
export interface Toasts {
  show(level: NoticeLevel, text: string): void;
  /** There is time to copy the reference. */
  showBug(reference: string): void;
}

/** They appear top right, three at most. */
export function makeToasts(parent: EnvironmentInjector): Toasts {
  const options = { positionClass: 'toast-top-right', maxOpened: 3, autoDismiss: true, closeButton: true };
  const providers = [provideToastr({ ...options, timeOut: 6_000 }), ToastrService];
  const toastr = createEnvironmentInjector(providers, parent).get(ToastrService);
  return {
    show: (level, text) => toastr[level](text),
    showBug: (reference) => {
      const lasting = { timeOut: 30_000, extendedTimeOut: 10_000, tapToDismiss: false };
      toastr.show(reference, undefined, { ...lasting, toastComponent: BugToast }, 'toast-error');
    },
  };
}

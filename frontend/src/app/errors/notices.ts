import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { ToastrService } from 'ngx-toastr';
import { BugToast } from './bug-toast';

/** Short notices in the corner, in the person's language: for results of actions and things that need a person. */
@Service()
export class Notices {
  readonly #toastr = inject(ToastrService);
  readonly #transloco = inject(TranslocoService);

  success(key: string, params?: Record<string, unknown>): void {
    this.#toastr.success(this.#transloco.translate(key, params));
  }

  info(key: string, params?: Record<string, unknown>): void {
    this.#toastr.info(this.#transloco.translate(key, params));
  }

  warning(key: string, params?: Record<string, unknown>): void {
    this.#toastr.warning(this.#transloco.translate(key, params));
  }

  error(key: string, params?: Record<string, unknown>): void {
    this.#toastr.error(this.#transloco.translate(key, params));
  }

  /** Tells of a bug of ours, with the reference under which the server knows of it; there is time to copy it. */
  bug(reference: string): void {
    const lasting = { timeOut: 30_000, extendedTimeOut: 10_000, tapToDismiss: false };
    this.#toastr.show(reference, undefined, { ...lasting, toastComponent: BugToast }, 'toast-error');
  }
}

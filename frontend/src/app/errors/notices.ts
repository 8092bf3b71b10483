import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { NoticeLevel, Toasts } from './toasts';
import { TOASTS } from './toasts-loader';

/** Short notices in the corner, in the person's language: for results of actions and things that need a person. */
@Service()
export class Notices {
  readonly #toasts = inject(TOASTS);
  readonly #transloco = inject(TranslocoService);

  success(key: string, params?: Record<string, unknown>): void {
    this.#show('success', key, params);
  }

  info(key: string, params?: Record<string, unknown>): void {
    this.#show('info', key, params);
  }

  warning(key: string, params?: Record<string, unknown>): void {
    this.#show('warning', key, params);
  }

  error(key: string, params?: Record<string, unknown>): void {
    this.#show('error', key, params);
  }

  /** Tells of a bug of ours, with the reference under which the server knows of it. */
  bug(reference: string): void {
    this.#tell((toasts) => {
      toasts.showBug(reference);
    });
  }

  #show(level: NoticeLevel, key: string, params?: Record<string, unknown>): void {
    const text = this.#transloco.translate(key, params);
    this.#tell((toasts) => {
      toasts.show(level, text);
    });
  }

  #tell(tell: (toasts: Toasts) => void): void {
    void this.#toasts().then(tell);
  }
}

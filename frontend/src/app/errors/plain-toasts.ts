import { DOCUMENT, inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { NoticeLevel, Toasts } from './toasts';

/** A notice goes by itself after so many milliseconds. */
const SHOWN = 6_000;

/** Stands in where the code of notices cannot be had, as without a connection: one at a time, and nothing to press. */
@Service()
export class PlainToasts implements Toasts {
  readonly #document = inject(DOCUMENT);
  readonly #transloco = inject(TranslocoService);
  #shown: HTMLElement | undefined;

  show(level: NoticeLevel, text: string): void {
    const [corner, notice] = [this.#document.createElement('div'), this.#document.createElement('p')];
    corner.className = 'toast-container toast-top-right';
    notice.className = `ngx-toastr toast-${level} toast-message`;
    notice.role = 'alert';
    notice.textContent = text;
    corner.append(notice);
    this.#shown?.remove();
    this.#shown = corner;
    this.#document.body.append(corner);
    setTimeout(() => {
      corner.remove();
    }, SHOWN);
  }

  showBug(reference: string): void {
    this.show('error', `${this.#transloco.translate('errors.bugReported')} ${reference}`);
  }
}

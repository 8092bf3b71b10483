import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

/** Whether a person can see this tab. */
@Service()
export class PageVisibility {
  readonly #document = inject(DOCUMENT);
  readonly #isVisible = signal(this.#document.visibilityState === 'visible');
  readonly isVisible = this.#isVisible.asReadonly();

  constructor() {
    const update = () => {
      this.#isVisible.set(this.#document.visibilityState === 'visible');
    };
    this.#document.addEventListener('visibilitychange', update);
    inject(DestroyRef).onDestroy(() => {
      this.#document.removeEventListener('visibilitychange', update);
    });
  }
}

import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import { SignInStore } from '../../sign-in';

const STORAGE_KEY = 'condorito.own-number';

/** The number a person sends tests to, remembered in this browser. */
@Service()
export class OwnNumber {
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;
  readonly #user = inject(SignInStore).user;
  readonly #key = computed(() => `${STORAGE_KEY}.${this.#user()?.id ?? ''}`);
  readonly #remembered = signal(0);

  /** In digits; empty while none is known. */
  readonly number = computed(() => {
    this.#remembered();
    return this.#storage?.getItem(this.#key()) ?? '';
  });

  remember(digits: string): void {
    this.#storage?.setItem(this.#key(), digits);
    this.#remembered.update((times) => times + 1);
  }
}

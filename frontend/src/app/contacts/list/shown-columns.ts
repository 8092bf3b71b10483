import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import { SignInStore } from '../../sign-in';
import { TeamSettings } from '../../team-settings';

const STORAGE_KEY = 'condorito.contact-columns';

/** Which of the client's own fields a person sees beside each contact, remembered in this browser. */
@Service()
export class ShownColumns {
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;
  readonly #user = inject(SignInStore).user;
  readonly #fields = inject(TeamSettings).contactFields;
  readonly #key = computed(() => `${STORAGE_KEY}.${this.#user()?.id ?? ''}`);
  readonly #chosen = signal(0);
  /** Of fields that are no longer there, too. */
  readonly #ids = computed(() => {
    this.#chosen();
    return (this.#storage?.getItem(this.#key()) ?? '').split('\n');
  });

  /** In the order of the client's settings. */
  readonly fields = computed(() => this.#fields().filter(({ id }) => this.#ids().includes(id)));

  choose(id: string, isShown: boolean): void {
    const others = this.#ids().filter((other) => other !== id && other !== '');
    this.#storage?.setItem(this.#key(), (isShown ? [...others, id] : others).join('\n'));
    this.#chosen.update((times) => times + 1);
  }
}

import { computed, DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { SignInStore } from '../sign-in';

/**
 * What was changed, recorded or chosen on this screen and is neither saved nor sent. Nothing of it is left behind without a
 * question: the screen shows it, and where the page itself is left, the browser asks in its own words.
 */
@Service()
export class UnsavedChanges {
  readonly #user = inject(SignInStore).user;
  readonly #watched = new Set<() => boolean>();
  readonly #answer = signal<((leaves: boolean) => void) | null>(null);

  /** Whether a person has to say if they want to leave all the same. */
  readonly isAsking = computed(() => this.#answer() !== null);

  constructor() {
    inject(DOCUMENT).defaultView?.addEventListener('beforeunload', (event) => {
      if (this.any()) event.preventDefault();
    });
  }

  /** Looks after a form for as long as what it stands in; to be called where `inject` may be. */
  watch(isDirty: () => boolean): void {
    this.#watched.add(isDirty);
    inject(DestroyRef).onDestroy(() => this.#watched.delete(isDirty));
  }

  any(): boolean {
    return [...this.#watched].some((isDirty) => isDirty());
  }

  /** Resolves when the person has decided. Whoever is signed out has nothing to decide. */
  mayLeave(): boolean | Promise<boolean> {
    if (this.#user() === null || !this.any()) return true;
    this.decide(false);
    return new Promise((resolve) => {
      this.#answer.set(resolve);
    });
  }

  decide(leaves: boolean): void {
    this.#answer()?.(leaves);
    this.#answer.set(null);
  }
}

export const askBeforeLeaving: CanDeactivateFn<unknown> = () => inject(UnsavedChanges).mayLeave();

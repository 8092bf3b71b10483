import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { SignInStore } from '../sign-in';

/** What was changed on this screen and is not saved yet. Nothing of it is left behind without a question. */
@Service()
export class UnsavedChanges {
  readonly #user = inject(SignInStore).user;
  readonly #watched = new Set<() => boolean>();
  readonly #answer = signal<((leaves: boolean) => void) | null>(null);

  /** Whether a person has to say if they want to leave all the same. */
  readonly isAsking = computed(() => this.#answer() !== null);

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

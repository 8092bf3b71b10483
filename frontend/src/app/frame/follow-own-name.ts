import { computed, effect, inject, untracked } from '@angular/core';
import { Colleagues } from '../colleagues';
import { SignInStore } from '../sign-in';

/** Keeps the signed-in person's name as it was changed elsewhere: in another tab, or by an admin. */
export function followOwnName(): void {
  const signIn = inject(SignInStore);
  const colleagues = inject(Colleagues);
  // Not of the name itself: the list of colleagues learns of a change only after the person who made it.
  const ownId = computed(() => signIn.user()?.id);
  effect(() => {
    const name = colleagues.nameOf(ownId());
    if (name !== null)
      untracked(() => {
        signIn.callThem(name);
      });
  });
}

import { effect, inject, untracked } from '@angular/core';
import { Colleagues } from '../colleagues';
import { SignInStore } from '../sign-in';

/** Keeps the signed-in person's name as it was changed elsewhere: in another tab, or by an admin. */
export function followOwnName(): void {
  const signIn = inject(SignInStore);
  const colleagues = inject(Colleagues);
  effect(() => {
    const name = colleagues.nameOf(signIn.user()?.id);
    if (name !== null)
      untracked(() => {
        signIn.callThem(name);
      });
  });
}

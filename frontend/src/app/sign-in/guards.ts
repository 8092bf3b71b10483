import { inject } from '@angular/core';
import { type CanActivateFn, type CanMatchFn, Router } from '@angular/router';
import type { Role } from '#contract/accounts';
import { homeOf } from './home';
import { SignInStore } from './sign-in-store';

/** Whoever is not signed in goes to the sign-in page, which knows where they wanted to go. */
export const signedIn: CanActivateFn = (_route, { url }) => {
  if (inject(SignInStore).user()) return true;
  return inject(Router).createUrlTree(['/login'], { queryParams: url === '/' ? {} : { next: url } });
};

/** The sign-in page is for whoever is not signed in yet. */
export const signedOut: CanActivateFn = () => {
  const user = inject(SignInStore).user();
  return user ? inject(Router).parseUrl(homeOf(user)) : true;
};

/** A route that exists for these roles only; anyone else does not even load its code. */
export function forRoles(...roles: readonly Role[]): CanMatchFn {
  return () => {
    const user = inject(SignInStore).user();
    return user === null || roles.includes(user.role);
  };
}

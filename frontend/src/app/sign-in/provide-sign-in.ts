import { type EnvironmentProviders, inject, provideAppInitializer } from '@angular/core';
import { SignInStore } from './sign-in-store';

/** The first page waits until it is known who is signed in, so the sign-in page does not flash by. */
export function provideSignIn(): EnvironmentProviders {
  return provideAppInitializer(() => inject(SignInStore).restore());
}

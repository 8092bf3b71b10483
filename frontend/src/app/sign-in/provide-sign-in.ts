import {
  computed,
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
} from '@angular/core';
import { TAB_USER } from '../tabs';
import { SignInStore } from './sign-in-store';

/** The first page waits until it is known who is signed in, so the sign-in page does not flash by. */
export function provideSignIn(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideAppInitializer(() => inject(SignInStore).restore()),
    {
      provide: TAB_USER,
      useFactory: () => {
        const { user } = inject(SignInStore);
        return computed(() => user()?.id ?? null);
      },
    },
  ]);
}

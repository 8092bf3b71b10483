import type { HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { toApiError } from '../api';
import { SignInStore } from './sign-in-store';

/** Any answer 401 leads to the sign-in page, once, however many requests were under way. */
export const expiredSignIn: HttpInterceptorFn = (request, next) => {
  // The store itself asks over HTTP, so it can only be looked up afterwards.
  const injector = inject(Injector);
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        if (toApiError(error).type === 'unauthorized') injector.get(SignInStore).expire(error);
      },
    }),
  );
};

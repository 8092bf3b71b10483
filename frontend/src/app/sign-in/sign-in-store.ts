import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, map, type Observable, of, tap, throwError } from 'rxjs';
import type { LoginRequest, LoginResponse, MeResponse, SignedInUser } from '#contract/accounts';
import { ApiClient, toApiError } from '../api';
import { OtherTabs } from './other-tabs';

/** Who is signed in. The HttpOnly cookie proves it; the token is only for servers on another origin and stays in memory. */
@Service()
export class SignInStore {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #otherTabs = inject(OtherTabs);

  readonly #user = signal<SignedInUser | null>(null);
  readonly user = this.#user.asReadonly();
  readonly #token = signal<string | null>(null);
  readonly token = this.#token.asReadonly();
  readonly #unreachable = signal(false);
  /** Whether the server could not be asked who is signed in. */
  readonly unreachable = this.#unreachable.asReadonly();
  readonly isAdmin = computed(() => this.#user()?.role === 'admin');

  constructor() {
    this.#otherTabs.signedOut$.subscribe(() => {
      this.#forget();
    });
  }

  /** Finds out at start whether the cookie still stands. Never fails: whoever is not known is signed out. */
  restore(): Observable<void> {
    return this.#api.get<MeResponse>('/auth/me').pipe(
      tap(({ user }) => {
        this.#unreachable.set(false);
        this.#user.set(user);
      }),
      catchError((error: unknown) => {
        this.#unreachable.set(toApiError(error).status !== 401);
        return of(null);
      }),
      map(() => undefined),
    );
  }

  /** Fails with an `ApiError`: `wrong-credentials`, `too-many-requests`, or one without an answer. */
  signIn(credentials: LoginRequest): Observable<SignedInUser> {
    return this.#api.post<LoginResponse>('/auth/login', credentials).pipe(
      map(({ token, user }) => {
        this.#unreachable.set(false);
        this.#token.set(token);
        this.#user.set(user);
        return user;
      }),
    );
  }

  /** Ends this sign-in on the server and in every tab; stays signed in when the server cannot be told. */
  signOut(): Observable<void> {
    return this.#api.post('/auth/logout').pipe(
      catchError((error: unknown) => (toApiError(error).status === 401 ? of(null) : throwError(() => error))),
      map(() => {
        this.#otherTabs.tellSignedOut();
        this.#forget();
      }),
    );
  }

  /** The server no longer knows this sign-in: asks for a new one, once, and comes back to this page afterwards. */
  expire(): void {
    if (!this.#user()) return;
    this.#forget();
  }

  #forget(): void {
    this.#user.set(null);
    this.#token.set(null);
    const { url } = this.#router;
    if (url.startsWith('/login')) return;
    void this.#router.navigate(['/login'], { queryParams: url === '/' ? {} : { next: url } });
  }
}

import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import {
  catchError,
  defer,
  EMPTY,
  filter,
  from,
  map,
  type Observable,
  of,
  repeat,
  switchMap,
  tap,
  throwError,
} from 'rxjs';
import type { LoginRequest, LoginResponse, MeResponse, SignedInUser } from '#contract/accounts';
import type { SignInEnd, UnauthorizedProblem } from '#contract/http';
import { ApiClient, SettingsLoader, toApiError, tryAgain } from '../api';
import { TabChannel } from '../tabs';
import { homeOf } from './home';
import { pageAskedFor } from './page-asked-for';

/**
 * Who is signed in. The HttpOnly cookie proves it; the token is only for servers on another origin and stays in memory.
 * All tabs share the cookie, so each follows when another one signs in or out: none may go on as a user whom the cookie
 * no longer stands for.
 */
@Service()
export class SignInStore {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #settings = inject(SettingsLoader);
  readonly #tabs = inject(TabChannel);

  readonly #user = signal<SignedInUser | null>(null);
  readonly user = this.#user.asReadonly();
  readonly #token = signal<string | null>(null);
  readonly token = this.#token.asReadonly();
  readonly #unreachable = signal(false);
  /** Whether the server could not be asked who is signed in. */
  readonly unreachable = this.#unreachable.asReadonly();
  readonly #ended = signal<SignInEnd | null>(null);
  /** Why the last sign-in in this browser was ended, where it was not the person's own doing. */
  readonly ended = this.#ended.asReadonly();
  /** An answer to an earlier question is out of date: somebody has signed in or out since. */
  #lastQuestion = 0;
  readonly isAdmin = computed(() => this.#user()?.role === 'admin');

  constructor() {
    toObservable(this.#unreachable)
      .pipe(
        switchMap((unreachable) => (unreachable ? this.#untilAnswered() : EMPTY)),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.#tabs
      .on('signed-out')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        void this.#forget();
      });
    this.#tabs
      .on('signed-in')
      .pipe(
        filter(({ userId }) => userId !== this.#user()?.id),
        // A newer one overtakes the one that is being asked about.
        switchMap(() => this.#followSignIn()),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /**
   * Finds out at start whether the cookie still stands. Never fails: whoever is not known is signed out, and where the
   * server cannot be asked, that is tried again until it answers.
   */
  restore(): Observable<void> {
    return defer(() => {
      const question = ++this.#lastQuestion;
      return this.#api.get<MeResponse>('/auth/me').pipe(
        tap(({ user }) => {
          if (question !== this.#lastQuestion) return;
          this.#user.set(user);
          this.#unreachable.set(false);
        }),
        catchError((error: unknown) => {
          if (question === this.#lastQuestion) {
            this.#unreachable.set(toApiError(error).status !== 401);
            this.#ended.set(endOf(error));
          }
          return of(null);
        }),
        map(() => undefined),
      );
    });
  }

  /** Fails with an `ApiError`: `wrong-credentials`, `too-many-requests`, or one without an answer. */
  signIn(credentials: LoginRequest): Observable<SignedInUser> {
    return this.#api.post<LoginResponse>('/auth/login', credentials).pipe(
      map(({ token, user }) => {
        this.#lastQuestion++;
        this.#unreachable.set(false);
        this.#ended.set(null);
        this.#token.set(token);
        this.#user.set(user);
        this.#tabs.tell({ kind: 'signed-in', userId: user.id });
        return user;
      }),
    );
  }

  /** Ends this sign-in on the server and in every tab; stays signed in when the server cannot be told. */
  signOut(): Observable<void> {
    return this.#api.post('/auth/logout').pipe(
      catchError((error: unknown) => (toApiError(error).status === 401 ? of(null) : throwError(() => error))),
      map(() => {
        this.#tabs.tell({ kind: 'signed-out' });
        void this.#forget();
      }),
    );
  }

  /** Gives the person another name. Fails with an `ApiError`. */
  rename(name: string): Observable<void> {
    return this.#api.patch<MeResponse>('/auth/me', { name }).pipe(
      map(({ user }) => {
        if (this.#user()?.id === user.id) this.callThem(user.name);
      }),
    );
  }

  /** The person's name has become known to be this one. */
  callThem(name: string): void {
    this.#user.update((user) => (user && user.name !== name ? { ...user, name } : user));
  }

  /**
   * The server no longer knows this sign-in, and says so with this error: asks for a new one, once, tells why, and comes back to
   * this page afterwards.
   */
  expire(error: unknown): void {
    if (!this.#user()) return;
    void this.#forget();
    this.#ended.set(endOf(error));
  }

  /** Ends by being unsubscribed, which any answer leads to. */
  #untilAnswered(): Observable<unknown> {
    const ask$ = this.#settings.load().pipe(
      switchMap(() => this.restore()),
      tap(() => {
        this.#enter();
      }),
    );
    return tryAgain(1).pipe(switchMap(() => ask$.pipe(repeat({ delay: (asked) => tryAgain(asked + 1) }))));
  }

  /** Over the sign-in page, so that nothing of the user before stays on screen, then on to what the new one may see. */
  #followSignIn(): Observable<unknown> {
    const was = this.#user();
    return from(was ? this.#forget('/') : Promise.resolve()).pipe(
      switchMap(() => this.restore()),
      tap(() => {
        this.#enter();
      }),
    );
  }

  /** From the sign-in page to the page that was asked for, where somebody is signed in. */
  #enter(): void {
    const user = this.#user();
    if (!user || !this.#router.url.startsWith('/login')) return;
    const { next } = this.#router.parseUrl(this.#router.url).queryParams;
    void this.#router.navigateByUrl(pageAskedFor(next as string | undefined) ?? homeOf(user));
  }

  /** Resolves once the sign-in page is there, which leads back to the page at `next`. */
  async #forget(next = this.#router.url): Promise<void> {
    this.#lastQuestion++;
    this.#ended.set(null);
    this.#user.set(null);
    this.#token.set(null);
    if (this.#router.url.startsWith('/login')) return;
    await this.#router.navigate(['/login'], { queryParams: next === '/' ? {} : { next } });
  }
}

function endOf(error: unknown): SignInEnd | null {
  const { type, problem } = toApiError(error);
  return type === 'unauthorized' ? ((problem as UnauthorizedProblem | null)?.ended ?? null) : null;
}

import type { Router } from 'express';
import type { SignInEnd } from '#contract/http';
import type { Logger } from '../operations/index.ts';
import type { Store } from '../storage/index.ts';
import type { SignIn } from '../web/index.ts';
import { authRoutes } from './auth-routes.ts';
import { clientRoutes } from './client-routes.ts';
import { Clients } from './clients.ts';
import { defaultPasswordCost, Passwords, type PasswordCost } from './passwords.ts';
import { defaultSignInLimits, SignInThrottle, type SignInLimits } from './sign-in-limits.ts';
import { SignIns } from './sign-ins.ts';
import { Team } from './team.ts';
import { userRoutes } from './user-routes.ts';

export interface AccountsOptions {
  store: Store;
  logger: Logger;
  /** Whether the cookie may travel over HTTPS only. */
  secureCookie: boolean;
  limits?: SignInLimits | undefined;
  passwordCost?: PasswordCost | undefined;
}

/** The front door of accounts: clients, users and their sign-ins. */
export class Accounts {
  readonly clients: Clients;
  readonly team: Team;
  readonly #signIns: SignIns;
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
    const passwords = new Passwords(options.passwordCost ?? defaultPasswordCost);
    this.#signIns = new SignIns(options.store, passwords);
    this.clients = new Clients(options.store, passwords);
    this.team = new Team(options.store, this.#signIns, passwords);
  }

  /** Whose token this is; nothing when it is unknown, expired or ended. */
  readonly authenticate = (token: string): Promise<SignIn | undefined> => this.#signIns.authenticate(token);

  /** Why the sign-in of this token was taken away; undefined where it was not, or nobody remembers. */
  readonly whyEnded = (token: string): SignInEnd | undefined => this.#signIns.whyEnded(token);

  /** Whether a sign-in has ended within the last minute. */
  hasEnded(signInId: string): boolean {
    return this.#signIns.hasEnded(signInId);
  }

  /** Hears of every sign-in that ends, after its end is on disk. Returns the way to stop. */
  onSignInEnded(listener: (signInId: string) => void): () => void {
    return this.#signIns.onEnded(listener);
  }

  ensureOperator(operator: { email: string; password: string }): Promise<void> {
    return this.clients.ensureOperator(operator, this.#options.logger);
  }

  /** Deletes expired sign-ins and cuts their sockets; called now and then. */
  endExpiredSignIns(): Promise<void> {
    return this.#signIns.endExpired();
  }

  /** `/auth`, `/users` and `/clients`. */
  routers(): Router[] {
    const throttle = new SignInThrottle(this.#options.limits ?? defaultSignInLimits);
    return [
      authRoutes(this.#signIns, this.team, throttle, this.#options.secureCookie),
      userRoutes(this.team),
      clientRoutes(this.clients),
    ];
  }
}

import { randomUUID } from 'node:crypto';
import type { SignInEnd } from '#contract/http';
import type { Store } from '../storage/index.ts';
import { HttpProblem, type SignIn } from '../web/index.ts';
import { EndedTokens } from './ended-tokens.ts';
import type { Passwords } from './passwords.ts';
import { SignInCache } from './sign-in-cache.ts';
import {
  deleteExpiredSignIns,
  deleteSignIn,
  deleteSignInsOfUser,
  findLiveSignIn,
  insertSignIn,
} from './sign-in-store.ts';
import { createToken, hashToken } from './tokens.ts';
import { findUserByEmail, setPasswordHash } from './user-store.ts';

/** A sign-in ends by itself after 30 days. */
export const SIGN_IN_DAYS = 30;
const DAY = 86_400_000;
/** How long an ended sign-in is remembered: longer than any socket handshake that began before its end. */
const ENDED_MEMORY = 60_000;

/** Everybody's log-ins: begun with a password, recognised by a token, ended at once. */
export class SignIns {
  readonly #store: Store;
  readonly #passwords: Passwords;
  readonly #cache = new SignInCache();
  readonly #ended = new Map<string, number>();
  readonly #endedTokens = new EndedTokens();
  readonly #listeners = new Set<(signInId: string) => void>();

  constructor(store: Store, passwords: Passwords) {
    this.#store = store;
    this.#passwords = passwords;
  }

  /**
   * Throws `wrong-credentials`, the same and after the same time for an unknown address and a wrong password, and
   * `account-deactivated` for an inactive user who knows the password.
   */
  async begin(email: string, password: string): Promise<{ token: string; signIn: SignIn }> {
    const user = await this.#store.read((database) => findUserByEmail(database, email));
    const matches = await this.#passwords.matches(password, user?.passwordHash);
    if (!user || !matches) throw new HttpProblem('wrong-credentials');
    if (!user.active) throw new HttpProblem('account-deactivated');
    const token = createToken();
    const signInId = randomUUID();
    const now = this.#store.now();
    await this.#store.write(async ({ database }) => {
      // Once more within the write: the password or the user may have changed while the hash was computed.
      const present = await findUserByEmail(database, email);
      if (present?.passwordHash !== user.passwordHash) throw new HttpProblem('wrong-credentials');
      if (!present.active) throw new HttpProblem('account-deactivated');
      await insertSignIn(database, {
        id: signInId,
        userId: user.id,
        tokenHash: hashToken(token),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + SIGN_IN_DAYS * DAY).toISOString(),
      });
    });
    const { id, name, role, clientCode } = user;
    return { token, signIn: { signInId, user: { id, name, email: user.email, role, clientCode } } };
  }

  /** Whose token this is; nothing when it is unknown, expired or ended. */
  async authenticate(token: string): Promise<SignIn | undefined> {
    const tokenHash = hashToken(token);
    const now = this.#store.now().toISOString();
    const known = this.#cache.get(tokenHash, now);
    if (known) return known;
    const generation = this.#cache.generation;
    const row = await this.#store.read((database) => findLiveSignIn(database, tokenHash, now));
    if (!row || this.hasEnded(row.signInId)) return undefined;
    const { signInId, expiresAt, ...user } = row;
    const signIn = { signInId, user };
    this.#cache.put(tokenHash, { signIn, expiresAt }, generation);
    return signIn;
  }

  /**
   * Sets a new password of the person's own and ends every sign-in but this one. Throws `bad-request` where the present
   * password is another: a 401 would say that the sign-in is over.
   */
  async changePassword(signIn: SignIn, currentPassword: string, newPassword: string): Promise<void> {
    const { email } = signIn.user;
    const user = await this.#store.read((database) => findUserByEmail(database, email));
    const matches = await this.#passwords.matches(currentPassword, user?.passwordHash);
    if (!user || !matches) throw wrongPassword();
    const passwordHash = await this.#passwords.hash(newPassword);
    const ended = await this.#store.write(async ({ database }) => {
      // Once more within the write: an admin may have set another one while the hashes were computed.
      const present = await findUserByEmail(database, email);
      if (!present?.active || present.passwordHash !== user.passwordHash) throw wrongPassword();
      await setPasswordHash(database, user.id, passwordHash);
      return deleteSignInsOfUser(database, user.id, signIn.signInId);
    });
    this.tellTakenAway(ended, 'password_changed');
  }

  /** As `tellEnded`; whoever holds one of their tokens is told why. */
  tellTakenAway(signIns: readonly { id: string; tokenHash: string }[], reason: SignInEnd): void {
    const tokenHashes = signIns.map(({ tokenHash }) => tokenHash);
    this.#endedTokens.remember(tokenHashes, reason, this.#store.now().getTime());
    this.tellEnded(signIns.map(({ id }) => id));
  }

  /** Why the sign-in of this token was taken away within the last day; undefined where it was not. */
  whyEnded(token: string): SignInEnd | undefined {
    return this.#endedTokens.reasonOf(hashToken(token), this.#store.now().getTime());
  }

  async end(signInId: string): Promise<void> {
    await this.#store.write(({ database }) => deleteSignIn(database, signInId));
    this.tellEnded([signInId]);
  }

  async endExpired(): Promise<void> {
    const now = this.#store.now().toISOString();
    this.tellEnded(await this.#store.write(({ database }) => deleteExpiredSignIns(database, now)));
  }

  /** Called after the commit that deleted these sign-ins; from here on nothing recognises them. */
  tellEnded(signInIds: readonly string[]): void {
    const now = this.#store.now().getTime();
    for (const [signInId, endedAt] of this.#ended) if (endedAt < now - ENDED_MEMORY) this.#ended.delete(signInId);
    for (const signInId of signInIds) this.#ended.set(signInId, now);
    this.#cache.clear();
    for (const signInId of signInIds) for (const listener of this.#listeners) listener(signInId);
  }

  /** Whether it has ended within the last minute: for a caller that was recognised before and is let in only now. */
  hasEnded(signInId: string): boolean {
    return this.#ended.has(signInId);
  }

  /** Forgets what it has recognised, after a change of a user's name. */
  forgetRecognised(): void {
    this.#cache.clear();
  }

  onEnded(listener: (signInId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function wrongPassword(): HttpProblem {
  return new HttpProblem('bad-request', 'This is not your present password.', {
    errors: [{ path: 'currentPassword', message: 'Not your present password.' }],
  });
}

import { randomUUID } from 'node:crypto';
import type { CreateUserRequest, SignedInUser, UpdateUserRequest, User } from '#contract/accounts';
import { readHead, type LogHead, type Reading, type Store, type UsersTable } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import type { Passwords } from './passwords.ts';
import { deleteSignInsOfUser } from './sign-in-store.ts';
import type { SignIns } from './sign-ins.ts';
import {
  countActiveAdmins,
  findUser,
  findUserByEmail,
  insertUser,
  listUsers,
  setUserName,
  updateUser,
} from './user-store.ts';

/** The users of one client, managed by its admins. Every change is told to the client's sockets as `settings:changed`. */
export class Team {
  readonly #store: Store;
  readonly #signIns: SignIns;
  readonly #passwords: Passwords;

  constructor(store: Store, signIns: SignIns, passwords: Passwords) {
    this.#store = store;
    this.#signIns = signIns;
    this.#passwords = passwords;
  }

  async list(clientCode: string): Promise<User[]> {
    return (await this.page(clientCode)).items;
  }

  /** Everybody, and the place in the log at which they were so. */
  page(clientCode: string): Promise<{ items: User[] } & LogHead> {
    return this.#store.read(async (database) => ({
      items: (await listUsers(database, clientCode)).map(asUser),
      ...(await readHead(database, clientCode)),
    }));
  }

  /** Throws `conflict` where the e-mail address is in use anywhere on this installation. */
  async add(clientCode: string, request: CreateUserRequest): Promise<User> {
    const passwordHash = await this.#passwords.hash(request.password);
    return this.#store.write(async ({ database, now, event }) => {
      await requireFreeEmail(database, request.email);
      const { email, name, role } = request;
      const user: UsersTable = {
        id: randomUUID(),
        clientCode,
        email,
        name,
        role,
        passwordHash,
        active: 1,
        createdAt: now,
      };
      await event(clientCode, 'settings:changed', async () => {
        await insertUser(database, user);
        return { kind: 'users' };
      });
      return asUser(user);
    });
  }

  /**
   * Changes a user. A new role, a new password and becoming inactive end the user's sign-ins and cut the sockets. Throws
   * `not-found`, and `conflict` where the client would be left without an active admin.
   */
  async change(clientCode: string, userId: string, request: UpdateUserRequest): Promise<User> {
    const passwordHash = request.password === undefined ? undefined : await this.#passwords.hash(request.password);
    const { user, ended } = await this.#store.write(async ({ database, event }) => {
      const before = await findUser(database, clientCode, userId);
      if (!before) throw new HttpProblem('not-found', 'There is no such user.');
      const after: UsersTable = {
        ...before,
        name: request.name ?? before.name,
        role: request.role ?? before.role,
        active: request.active === undefined ? before.active : request.active ? 1 : 0,
        passwordHash: passwordHash ?? before.passwordHash,
      };
      await event(clientCode, 'settings:changed', async () => {
        const { name, role, active } = after;
        await updateUser(database, clientCode, userId, { name, role, active, passwordHash: after.passwordHash });
        return { kind: 'users' };
      });
      if ((await countActiveAdmins(database, clientCode)) === 0) {
        throw new HttpProblem('conflict', 'A client needs one active admin: make someone else an admin first.');
      }
      const cuts = after.role !== before.role || after.active === 0 || passwordHash !== undefined;
      return { user: asUser(after), ended: cuts ? await deleteSignInsOfUser(database, userId) : [] };
    });
    const reason = user.active ? 'access_changed' : 'deactivated';
    if (ended.length > 0) this.#signIns.tellTakenAway(ended, reason);
    else this.#signIns.forgetRecognised();
    return user;
  }

  /** A person's own name, whichever client they belong to, or none. Their sign-ins go on. */
  async rename({ id, clientCode }: SignedInUser, name: string): Promise<void> {
    await this.#store.write(async ({ database, event }) => {
      if (clientCode === null) return setUserName(database, id, name);
      return event(clientCode, 'settings:changed', async () => {
        await setUserName(database, id, name);
        return { kind: 'users' };
      });
    });
    this.#signIns.forgetRecognised();
  }
}

/** One installation has one list of addresses, because signing in names no client. */
export async function requireFreeEmail(database: Reading, email: string): Promise<void> {
  if (await findUserByEmail(database, email)) {
    throw new HttpProblem('conflict', 'This e-mail address is in use already.', {
      errors: [{ path: 'email', message: 'In use already.' }],
    });
  }
}

function asUser(row: UsersTable): User {
  const { id, name, email, role, active, createdAt } = row;
  return { id, name, email, role, active: active === 1, createdAt };
}

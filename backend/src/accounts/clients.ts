import { randomUUID } from 'node:crypto';
import type { Client, CreateClientRequest } from '#contract/accounts';
import type { Logger } from '../operations/index.ts';
import type { Store } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { clientExists, insertClient, listClients } from './client-store.ts';
import type { Passwords } from './passwords.ts';
import { requireFreeEmail } from './team.ts';
import { findUserByEmail, insertUser } from './user-store.ts';

/** The businesses of this installation, managed by its operator. */
export class Clients {
  readonly #store: Store;
  readonly #passwords: Passwords;

  constructor(store: Store, passwords: Passwords) {
    this.#store = store;
    this.#passwords = passwords;
  }

  list(): Promise<Client[]> {
    return this.#store.read(listClients);
  }

  /** Makes the client with its first admin and an empty event log. Throws `conflict` for a code or an address in use. */
  async add(request: CreateClientRequest): Promise<Client> {
    const { clientCode, name, timeZone, admin } = request;
    const passwordHash = await this.#passwords.hash(admin.password);
    return this.#store.write(async ({ database, now: createdAt }) => {
      if (await clientExists(database, clientCode)) {
        throw new HttpProblem('conflict', 'This client code is in use already.', {
          errors: [{ path: 'clientCode', message: 'In use already.' }],
        });
      }
      await requireFreeEmail(database, admin.email);
      await insertClient(database, { clientCode, name, timeZone, epoch: randomUUID(), seq: 0, createdAt });
      await insertUser(database, {
        id: randomUUID(),
        clientCode,
        email: admin.email,
        name: admin.name,
        role: 'admin',
        passwordHash,
        active: 1,
        createdAt,
      });
      return { clientCode, name, timeZone, createdAt };
    });
  }

  /** Makes the operator of the settings, unless that address is known already. */
  async ensureOperator(operator: { email: string; password: string }, logger: Logger): Promise<void> {
    const known = await this.#store.read((database) => findUserByEmail(database, operator.email));
    if (known) {
      if (known.role !== 'operator') logger.warn('OPERATOR_EMAIL belongs to a user of a client: no operator was made');
      return;
    }
    const passwordHash = await this.#passwords.hash(operator.password);
    await this.#store.write(({ database, now: createdAt }) =>
      insertUser(database, {
        id: randomUUID(),
        clientCode: null,
        email: operator.email,
        name: 'Operator',
        role: 'operator',
        passwordHash,
        active: 1,
        createdAt,
      }),
    );
    logger.info('The operator was made from OPERATOR_EMAIL');
  }
}

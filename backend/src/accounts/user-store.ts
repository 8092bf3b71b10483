import type { UpdateObject } from 'kysely';
import type { Reading, Tables, UsersTable } from '../storage/index.ts';

/** The only SQL of the table `users`. What belongs to a client is asked for with its code. */

export async function insertUser(database: Reading, user: UsersTable): Promise<void> {
  await database.insertInto('users').values(user).execute();
}

export function findUserByEmail(database: Reading, email: string): Promise<UsersTable | undefined> {
  return database.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
}

export function findUser(database: Reading, clientCode: string, userId: string): Promise<UsersTable | undefined> {
  return database
    .selectFrom('users')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', userId)
    .executeTakeFirst();
}

/** Whether somebody of the client can sign in. */
export async function isActiveUser(database: Reading, clientCode: string, userId: string): Promise<boolean> {
  return (await findUser(database, clientCode, userId))?.active === 1;
}

/** Every user of a client, the inactive ones too, oldest first. */
export function listUsers(database: Reading, clientCode: string): Promise<UsersTable[]> {
  return database
    .selectFrom('users')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function updateUser(
  database: Reading,
  clientCode: string,
  userId: string,
  change: UpdateObject<Tables, 'users'>,
): Promise<void> {
  await database
    .updateTable('users')
    .set(change)
    .where('clientCode', '=', clientCode)
    .where('id', '=', userId)
    .execute();
}

/** A person's own doing, whichever client they belong to, or none. */
export async function setPasswordHash(database: Reading, userId: string, passwordHash: string): Promise<void> {
  await database.updateTable('users').set({ passwordHash }).where('id', '=', userId).execute();
}

/** A person's own doing, too. */
export async function setUserName(database: Reading, userId: string, name: string): Promise<void> {
  await database.updateTable('users').set({ name }).where('id', '=', userId).execute();
}

export async function countActiveAdmins(database: Reading, clientCode: string): Promise<number> {
  const row = await database
    .selectFrom('users')
    .select((eb) => eb.fn.countAll().as('admins'))
    .where('clientCode', '=', clientCode)
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(row.admins);
}

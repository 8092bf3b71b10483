import type { Reading, SignInsTable } from '../storage/index.ts';

/** The only SQL of the table `signIns`. */

export async function insertSignIn(database: Reading, signIn: SignInsTable): Promise<void> {
  await database.insertInto('signIns').values(signIn).execute();
}

/** The sign-in of a token with its user, where the sign-in has not expired and the user is active. */
export function findLiveSignIn(database: Reading, tokenHash: string, now: string) {
  return database
    .selectFrom('signIns')
    .innerJoin('users', 'users.id', 'signIns.userId')
    .select(['signIns.id as signInId', 'signIns.expiresAt', 'users.id', 'users.name', 'users.email', 'users.role'])
    .select('users.clientCode')
    .where('signIns.tokenHash', '=', tokenHash)
    .where('signIns.expiresAt', '>', now)
    .where('users.active', '=', 1)
    .executeTakeFirst();
}

export async function deleteSignIn(database: Reading, signInId: string): Promise<void> {
  await database.deleteFrom('signIns').where('id', '=', signInId).execute();
}

/** Ends every sign-in of a user, but the one to spare, and returns them. */
export function deleteSignInsOfUser(
  database: Reading,
  userId: string,
  spared = '',
): Promise<Pick<SignInsTable, 'id' | 'tokenHash'>[]> {
  return database
    .deleteFrom('signIns')
    .where('userId', '=', userId)
    .where('id', '<>', spared)
    .returning(['id', 'tokenHash'])
    .execute();
}

/** Deletes what has expired by `now` and returns the ids. */
export async function deleteExpiredSignIns(database: Reading, now: string): Promise<string[]> {
  const rows = await database.deleteFrom('signIns').where('expiresAt', '<=', now).returning('id').execute();
  return rows.map(({ id }) => id);
}

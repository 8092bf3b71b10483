import type { Kysely } from 'kysely';
import type { PushSubscriptionRequest } from '#contract/notifications';
import type { Preferences } from '#contract/team-settings';
import type { Reading, Tables, Writing } from '../storage/index.ts';
import { withDefaults } from '../team-settings/index.ts';

export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

export function readPushKeys(database: Reading): Promise<PushKeys | undefined> {
  return database.selectFrom('pushKeys').select(['publicKey', 'privateKey']).orderBy('createdAt').executeTakeFirst();
}

export async function insertPushKeys({ database, now }: Writing, keys: PushKeys): Promise<void> {
  await database
    .insertInto('pushKeys')
    .values({ ...keys, createdAt: now })
    .execute();
}

/** A browser to be told, and what its person wants to be told of. */
export interface Subscriber extends PushSubscriptionRequest {
  userId: string;
  preferences: Preferences;
}

export async function readSubscribers(database: Reading, clientCode: string): Promise<Subscriber[]> {
  const rows = await database
    .selectFrom('pushSubscriptions')
    .leftJoin('preferences', 'preferences.userId', 'pushSubscriptions.userId')
    .select(['pushSubscriptions.userId', 'endpoint', 'keys', 'preferences.preferences'])
    .where('pushSubscriptions.clientCode', '=', clientCode)
    .execute();
  return rows.map(({ userId, endpoint, keys, preferences }) => ({
    userId,
    endpoint,
    keys: JSON.parse(keys) as PushSubscriptionRequest['keys'],
    preferences: withDefaults(preferences),
  }));
}

/** Browsers of one person that are told; more devices than people have. */
const MOST_OF_A_PERSON = 10;

/** A browser has one subscription: whoever signed in there last has it. */
export async function saveSubscription(
  { database, now }: Writing,
  owner: { id: string; clientCode: string; userId: string; signInId: string },
  { endpoint, keys }: PushSubscriptionRequest,
): Promise<void> {
  const { clientCode, userId, signInId } = owner;
  const mine = { clientCode, userId, signInId, keys: JSON.stringify(keys) };
  await database
    .insertInto('pushSubscriptions')
    .values({ id: owner.id, endpoint, createdAt: now, ...mine })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(mine))
    .execute();
  // Each new message goes to all of them: the oldest give way.
  const newest = database
    .selectFrom('pushSubscriptions')
    .select('id')
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(MOST_OF_A_PERSON);
  await database.deleteFrom('pushSubscriptions').where('userId', '=', userId).where('id', 'not in', newest).execute();
}

/** Ends a subscription of this person; another's stays. */
export async function endSubscription(database: Kysely<Tables>, userId: string, endpoint: string): Promise<void> {
  await database
    .deleteFrom('pushSubscriptions')
    .where('userId', '=', userId)
    .where('endpoint', '=', endpoint)
    .execute();
}

/** Its push service says that this browser is gone. */
export async function forgetSubscription(database: Kysely<Tables>, endpoint: string): Promise<void> {
  await database.deleteFrom('pushSubscriptions').where('endpoint', '=', endpoint).execute();
}

import type { Reading, Writing } from '../storage/index.ts';
import type { BusinessUser, ContactRow } from './contact-store.ts';

export function findBusinessUser(
  database: Reading,
  clientCode: string,
  { sessionId, userId }: BusinessUser,
): Promise<ContactRow | undefined> {
  return database
    .selectFrom('businessUsers')
    .innerJoin('contacts', 'contacts.id', 'businessUsers.contactId')
    .selectAll('contacts')
    .where('businessUsers.clientCode', '=', clientCode)
    .where('businessUsers.sessionId', '=', sessionId)
    .where('businessUsers.userId', '=', userId)
    .executeTakeFirst();
}

/** From now on this id is that contact. */
export async function saveBusinessUser(
  { database }: Writing,
  clientCode: string,
  user: BusinessUser,
  contactId: string,
): Promise<void> {
  await database
    .insertInto('businessUsers')
    .values({ clientCode, ...user, contactId })
    .onConflict((conflict) => conflict.columns(['sessionId', 'userId']).doUpdateSet({ contactId }))
    .execute();
}

/** The id by which a line reaches a contact who shows no number; undefined where it knows none. */
export async function readBusinessUserId(
  database: Reading,
  sessionId: string,
  contactId: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('businessUsers')
    .select('userId')
    .where('sessionId', '=', sessionId)
    .where('contactId', '=', contactId)
    .executeTakeFirst();
  return row?.userId;
}

/** Whether Meta has told an id of this contact, on whichever line. */
export async function isBusinessUser(database: Reading, contactId: string): Promise<boolean> {
  const row = await database
    .selectFrom('businessUsers')
    .select('userId')
    .where('contactId', '=', contactId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whoever was `from` is `into` now. */
export async function moveBusinessUsers({ database }: Writing, from: ContactRow, into: ContactRow): Promise<void> {
  await database.updateTable('businessUsers').set({ contactId: into.id }).where('contactId', '=', from.id).execute();
}

/** No id stands for this contact any more. Resolves to those that did. */
export async function forgetBusinessUsers({ database }: Writing, contactId: string): Promise<string[]> {
  const rows = await database
    .deleteFrom('businessUsers')
    .where('contactId', '=', contactId)
    .returning('userId')
    .execute();
  return rows.map(({ userId }) => userId);
}

import type { Selectable } from 'kysely';
import type { ContactMergesTable, Reading, Writing } from '../storage/index.ts';

/** The only SQL of the tables `contactMerges` and `distinctContacts`: what the team has said of two contacts. */

export type ContactMergeRow = Selectable<ContactMergesTable>;

/** From now on `fromId` is becoming part of `intoId`. */
export async function insertMerge({ database }: Writing, merge: ContactMergeRow): Promise<void> {
  await database.insertInto('contactMerges').values(merge).execute();
}

/** How it stands by now; undefined once it is over. */
export function findMerge(database: Reading, id: string): Promise<ContactMergeRow | undefined> {
  return database.selectFrom('contactMerges').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What has come to light about it: another decision about the same two, or why they stay two. */
export async function changeMerge(
  { database }: Writing,
  id: string,
  change: Partial<Pick<ContactMergeRow, 'decision' | 'refused'>>,
): Promise<void> {
  await database.updateTable('contactMerges').set(change).where('id', '=', id).execute();
}

/** It is over, and what was moved for it stays where it is. */
export async function deleteMerge({ database }: Writing, id: string): Promise<void> {
  await database.deleteFrom('contactMerges').where('id', '=', id).execute();
}

/** Those of a client, in the order in which they were asked for. */
export function readMerges(database: Reading, clientCode: string): Promise<ContactMergeRow[]> {
  return database
    .selectFrom('contactMerges')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** The clients of whom contacts are becoming one. */
export async function readMergingClients(database: Reading): Promise<string[]> {
  const rows = await database.selectFrom('contactMerges').select('clientCode').distinct().execute();
  return rows.map(({ clientCode }) => clientCode);
}

/** Whether `fromId` is becoming part of `intoId`. */
export async function isBecoming(
  database: Reading,
  { fromId, intoId }: Pick<ContactMergeRow, 'fromId' | 'intoId'>,
): Promise<boolean> {
  const row = await database
    .selectFrom('contactMerges')
    .select('id')
    .where('fromId', '=', fromId)
    .where('intoId', '=', intoId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether one of these contacts is becoming one with another. */
export async function isBeingMerged(database: Reading, contactIds: readonly string[]): Promise<boolean> {
  const row = await database
    .selectFrom('contactMerges')
    .select('id')
    .where((eb) => eb.or([eb('fromId', 'in', contactIds), eb('intoId', 'in', contactIds)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Two contacts in the order in which a pair of them is stored. */
export function pairOf(one: string, other: string): { oneId: string; otherId: string } {
  return one < other ? { oneId: one, otherId: other } : { oneId: other, otherId: one };
}

/** Two contacts are two people, as `settings:changed` tells. Said again it stays as it was. */
export async function insertDistinct(
  writing: Writing,
  clientCode: string,
  [one, other]: readonly [string, string],
): Promise<void> {
  const { numInsertedOrUpdatedRows = 0n } = await writing.database
    .insertInto('distinctContacts')
    .values({ clientCode, ...pairOf(one, other), at: writing.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows > 0n) await tellDistinct(writing, clientCode);
}

/** They may be one person again. False where nobody had said otherwise. */
export async function deleteDistinct(
  writing: Writing,
  clientCode: string,
  [one, other]: readonly [string, string],
): Promise<boolean> {
  const { oneId, otherId } = pairOf(one, other);
  const { numDeletedRows } = await writing.database
    .deleteFrom('distinctContacts')
    .where('clientCode', '=', clientCode)
    .where('oneId', '=', oneId)
    .where('otherId', '=', otherId)
    .executeTakeFirst();
  if (numDeletedRows > 0n) await tellDistinct(writing, clientCode);
  return numDeletedRows > 0n;
}

async function tellDistinct(writing: Writing, clientCode: string): Promise<void> {
  await writing.event(clientCode, 'settings:changed', () => Promise.resolve({ kind: 'distinctContacts' }));
}

/** Of these contacts the pairs that are two people each, as `oneId otherId`. */
export async function findDistinct(database: Reading, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('distinctContacts')
    .select(['oneId', 'otherId'])
    .where('oneId', 'in', ['', ...contactIds])
    .execute();
  return new Set(rows.map(({ oneId, otherId }) => `${oneId} ${otherId}`));
}

/** A place among the pairs of a client, in the order in which they were said to be two people, the last first. */
export interface DistinctPlace {
  at: string;
  oneId: string;
  otherId: string;
}

export function readDistinct(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after?: DistinctPlace },
): Promise<DistinctPlace[]> {
  return database
    .selectFrom('distinctContacts')
    .select(['at', 'oneId', 'otherId'])
    .where('clientCode', '=', clientCode)
    .$if(after !== undefined, (rows) =>
      rows.where((eb) =>
        eb(
          eb.refTuple('at', 'oneId', 'otherId'),
          '<',
          eb.tuple(after?.at ?? '', after?.oneId ?? '', after?.otherId ?? ''),
        ),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('oneId', 'desc')
    .orderBy('otherId', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Two contacts are one from now on: whoever was becoming part of the one becomes part of the other, and the other of whomever
 * the one was becoming part of; whether they may is looked at again before the end. Whoever is somebody else than the one is
 * somebody else than the other.
 */
export async function followPairs(
  { database }: Writing,
  from: { id: string; clientCode: string },
  into: { id: string },
): Promise<void> {
  for (const side of ['fromId', 'intoId'] as const) {
    await database
      .updateTable('contactMerges')
      .set({ [side]: into.id })
      .where(side, '=', from.id)
      .execute();
  }
  await database.deleteFrom('contactMerges').whereRef('fromId', '=', 'intoId').execute();
  const pairs = await database
    .deleteFrom('distinctContacts')
    .where('clientCode', '=', from.clientCode)
    .where((eb) => eb.or([eb('oneId', '=', from.id), eb('otherId', '=', from.id)]))
    .returningAll()
    .execute();
  const others = pairs.map(({ oneId, otherId, at }) => ({ id: oneId === from.id ? otherId : oneId, at }));
  const moved = others
    .filter(({ id }) => id !== into.id)
    .map(({ id, at }) => ({ clientCode: from.clientCode, ...pairOf(id, into.id), at }));
  if (moved.length === 0) return;
  await database
    .insertInto('distinctContacts')
    .values(moved)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

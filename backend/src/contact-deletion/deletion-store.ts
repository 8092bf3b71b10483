import type { Selectable } from 'kysely';
import type { ContactDeletionsTable, Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `contactDeletions`. */

/** What is left of a person is found by this. */
export interface DeletedPerson {
  /** All they have had. */
  phoneNumbers: readonly string[];
  lid: string | null;
  /** What they were called by the team and on WhatsApp. */
  names: string[];
  idsAtMeta: readonly string[];
}

export type DeletionRow = Selectable<ContactDeletionsTable>;

export function personOf({ person }: DeletionRow): DeletedPerson | undefined {
  return person === null ? undefined : (JSON.parse(person) as DeletedPerson);
}

export async function insertDeletion({ database }: Writing, row: DeletionRow): Promise<void> {
  await database.insertInto('contactDeletions').values(row).execute();
}

/** Those of all clients that are not done, the oldest first. */
export function readWaitingDeletions(database: Reading): Promise<DeletionRow[]> {
  return database.selectFrom('contactDeletions').selectAll().orderBy('requestedAt').execute();
}

export function readDeletions(database: Reading, clientCode: string): Promise<DeletionRow[]> {
  return database
    .selectFrom('contactDeletions')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .orderBy('requestedAt')
    .execute();
}

/** Nothing is left that it could find. */
export async function forgetPerson({ database }: Writing, { id }: DeletionRow): Promise<void> {
  await database.updateTable('contactDeletions').set({ person: null }).where('id', '=', id).execute();
}

export async function removeDeletion({ database }: Writing, { id }: DeletionRow): Promise<void> {
  await database.deleteFrom('contactDeletions').where('id', '=', id).execute();
}

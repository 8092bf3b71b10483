import type { Kysely } from 'kysely';
import type { Reading, Tables, Writing } from '../storage/index.ts';
import type { ExaminedFile } from './examine-file.ts';
import { isNotOfNobody } from './media-store.ts';

/** A file of a message that lies at WhatsApp and is to be fetched. */
export interface AwaitedFile {
  id: string;
  clientCode: string;
  messageId: string;
  mimeType: string;
  /** Tries so far. */
  attempts: number;
}

/** What is to be fetched at `now`, of all clients, the longest due first, `without` those of these ids. */
export async function readDueFiles(
  database: Reading,
  { now, limit, without }: { now: string; limit: number; without: readonly string[] },
): Promise<AwaitedFile[]> {
  return database
    .selectFrom('media')
    .select(['id', 'clientCode', 'messageId', 'mimeType', 'attempts'])
    .where('nextTryAt', '<=', now)
    .$if(without.length > 0, (query) => query.where('id', 'not in', without))
    .where('messageId', 'is not', null)
    .$narrowType<{ messageId: string }>()
    .orderBy('nextTryAt')
    .limit(limit)
    .execute();
}

/** When the next try is due of any file but these, ISO 8601; undefined when none waits. */
export async function readNextFetch(database: Reading, without: readonly string[]): Promise<string | undefined> {
  const row = await database
    .selectFrom('media')
    .select('nextTryAt')
    .where('nextTryAt', 'is not', null)
    .$if(without.length > 0, (query) => query.where('id', 'not in', without))
    .orderBy('nextTryAt')
    .limit(1)
    .executeTakeFirst();
  return row?.nextTryAt ?? undefined;
}

/** Everything that waits is due now: a process before this one may have ended in the middle of a try. */
export async function makeFilesDue({ database, now }: Writing): Promise<void> {
  await database.updateTable('media').set({ nextTryAt: now }).where('nextTryAt', 'is not', null).execute();
}

/** Notes a try before it is made. */
export async function beginFetch(database: Kysely<Tables>, { id, attempts }: AwaitedFile, next: string): Promise<void> {
  await database
    .updateTable('media')
    .set({ attempts: attempts + 1, nextTryAt: next })
    .where('id', '=', id)
    .execute();
}

/** Puts off the next try of one that has failed. */
export async function postponeFetch(
  database: Kysely<Tables>,
  { id }: Pick<AwaitedFile, 'id'>,
  next: string,
): Promise<void> {
  await database.updateTable('media').set({ nextTryAt: next }).where('id', '=', id).execute();
}

/**
 * A file lies in its place. What it turned out to be counts, and what was announced where it does not say. False where its
 * message has been deleted meanwhile, or is about to be: nobody may keep the file then.
 */
export async function fileArrived(
  { database }: Writing,
  { id }: AwaitedFile,
  arrived: ExaminedFile & { bytes: number; sha256: string },
): Promise<boolean> {
  const { mimeType, bytes, sha256, width, height, seconds, thumbnail } = arrived;
  const { numUpdatedRows } = await database
    .updateTable('media')
    .set({
      state: 'ready',
      nextTryAt: null,
      mimeType,
      bytes,
      sha256,
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      ...(seconds !== undefined && { seconds }),
      ...(thumbnail && { thumbnail }),
    })
    .where('id', '=', id)
    .where(isNotOfNobody)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Nothing more is tried by itself. */
export async function fileFailed({ database }: Writing, { id }: Pick<AwaitedFile, 'id'>): Promise<void> {
  await database.updateTable('media').set({ state: 'failed', nextTryAt: null }).where('id', '=', id).execute();
}

/** A person asks for a file once more; undefined unless it is one that could not be fetched. */
export async function fetchAgain(
  { database, now }: Writing,
  clientCode: string,
  id: string,
): Promise<{ messageId: string } | undefined> {
  const row = await database
    .updateTable('media')
    .set({ state: 'pending', attempts: 0, nextTryAt: now })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning('messageId')
    .executeTakeFirst();
  return row?.messageId == null ? undefined : { messageId: row.messageId };
}

/** The files of a conversation are fetched no more. */
export async function stopFetchingIn({ database }: Writing, conversationId: string): Promise<void> {
  await database
    .updateTable('media')
    .set({ nextTryAt: null })
    .where('nextTryAt', 'is not', null)
    // Few files wait, while a conversation may be long.
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages')
          .select('messages.id')
          .whereRef('messages.id', '=', 'media.messageId')
          .where('messages.conversationId', '=', conversationId),
      ),
    )
    .execute();
}

import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import { MAX_BYTES } from '#contract/file-sizes';
import type { Media } from '#contract/messages';
import type { MediaTable, Reading, Tables, Writing } from '../storage/index.ts';
import type { ExaminedFile } from './examine-file.ts';
import { safeFileName } from './file-name.ts';

/** A file without its picture: a page of messages needs only to know that there is one. */
export type MediaRow = Omit<Selectable<MediaTable>, 'thumbnail'> & { hasThumbnail: number };

export function toMedia(row: MediaRow): Media {
  const url = `/api/media/${row.id}`;
  return {
    id: row.id,
    url,
    ...(row.hasThumbnail && { thumbnailUrl: `${url}/thumbnail` }),
    mimeType: row.mimeType,
    bytes: row.bytes,
    ...(row.fileName !== null && { fileName: row.fileName }),
    ...(row.width !== null && { width: row.width }),
    ...(row.height !== null && { height: row.height }),
    ...(row.seconds !== null && { seconds: row.seconds }),
    ...(row.voice && { voice: true }),
    state: row.state,
  };
}

/** Its conversation, and who wrote it in a group, are still of the client. */
export const isNotOfNobody = sql<boolean>`not exists (
  select 1 from "messages"
  inner join "conversations" on "conversations"."id" = "messages"."conversationId"
  left join "contacts" as "authors" on "authors"."id" = "messages"."participantId"
  where "messages"."id" = "media"."messageId"
  and ("conversations"."clientCode" != "media"."clientCode" or "authors"."clientCode" != "media"."clientCode")
)`;

/** The files of a client by id, of those asked for. */
export async function readMedia(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Media>> {
  if (ids.length === 0) return new Map();
  const rows = await mediaRows(database).where('clientCode', '=', clientCode).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toMedia(row)]));
}

/** For somebody who wants to see it: one of a person whose data are being deleted is gone. */
export function findMedia(database: Reading, clientCode: string, id: string): Promise<MediaRow | undefined> {
  return mediaRows(database)
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where(isNotOfNobody)
    .executeTakeFirst();
}

export async function readThumbnail(
  database: Reading,
  clientCode: string,
  id: string,
): Promise<Uint8Array | undefined> {
  const row = await database
    .selectFrom('media')
    .select('thumbnail')
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where(isNotOfNobody)
    .executeTakeFirst();
  return row?.thumbnail ?? undefined;
}

function mediaRows(database: Reading) {
  return database
    .selectFrom('media')
    .select([
      'id',
      'clientCode',
      'messageId',
      'uploadedBy',
      'state',
      'mimeType',
      'bytes',
      'fileName',
      'sha256',
      'width',
      'height',
      'seconds',
      'voice',
      'attempts',
      'nextTryAt',
      'createdAt',
    ])
    .select((eb) => eb.case().when('thumbnail', 'is not', null).then(1).else(0).end().as('hasThumbnail'));
}

/** A file of the team's that lies in its place. */
export interface UploadedFile extends ExaminedFile {
  id: string;
  clientCode: string;
  uploadedBy: string;
  bytes: number;
  sha256: string;
  fileName: string | undefined;
}

export async function insertUpload({ database, now }: Writing, upload: UploadedFile): Promise<void> {
  const { fileName, width, height, seconds, thumbnail } = upload;
  await database
    .insertInto('media')
    .values({
      ...upload,
      messageId: null,
      state: 'ready',
      fileName: fileName ?? null,
      width: width ?? null,
      height: height ?? null,
      seconds: seconds ?? null,
      voice: 0,
      thumbnail: thumbnail ?? null,
      attempts: 0,
      nextTryAt: null,
      createdAt: now,
    })
    .execute();
}

/** An uploaded file that no message uses yet. */
export function findUpload(database: Reading, clientCode: string, id: string): Promise<MediaRow | undefined> {
  return mediaRows(database)
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where('messageId', 'is', null)
    .where('uploadedBy', 'is not', null)
    .where('state', '=', 'ready')
    .executeTakeFirst();
}

/** Gives a file that `findUpload` has found to the message that sends it. */
export async function claimUpload(
  { database }: Writing,
  { id, clientCode }: Pick<MediaRow, 'id' | 'clientCode'>,
  use: { messageId: string; voice: boolean },
): Promise<void> {
  await database
    .updateTable('media')
    .set({ messageId: use.messageId, voice: use.voice ? 1 : 0 })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/** One more row for a file of the team's, for one more message that sends it; its bytes lie under `copy.id` already. */
export async function insertCopy(
  { database, now }: Writing,
  clientCode: string,
  sourceId: string,
  copy: { id: string; messageId: string },
): Promise<boolean> {
  const source = await database
    .selectFrom('media')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', sourceId)
    .executeTakeFirst();
  if (!source) return false;
  await database
    .insertInto('media')
    .values({ ...source, ...copy, createdAt: now })
    .execute();
  return true;
}

/** A file of the team's that a message is to bring to WhatsApp. */
export type FileToSend = MediaRow & { thumbnail: Uint8Array | null };

export function findFileToSend(
  database: Reading,
  clientCode: string,
  messageId: string,
): Promise<FileToSend | undefined> {
  return mediaRows(database)
    .select('thumbnail')
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .where('state', '=', 'ready')
    .executeTakeFirst();
}

/** What WhatsApp says of a file before it is fetched. */
export interface AnnouncedMedia {
  mimeType: string;
  bytes: number;
  fileName?: string;
  width?: number;
  height?: number;
  seconds?: number;
  voice?: boolean;
  /** A small JPEG. */
  thumbnail?: Uint8Array;
}

/** Notes a file that has to be fetched from WhatsApp, due at once; one that is too large is not. Returns its id. */
export async function announceMedia(
  { database, now }: Writing,
  clientCode: string,
  messageId: string,
  announced: AnnouncedMedia,
): Promise<string> {
  const id = randomUUID();
  const { mimeType, bytes, fileName, width, height, seconds, voice, thumbnail } = announced;
  const isTooLarge = bytes > MAX_BYTES.document;
  await database
    .insertInto('media')
    .values({
      id,
      clientCode,
      messageId,
      uploadedBy: null,
      state: isTooLarge ? 'failed' : 'pending',
      mimeType,
      bytes,
      fileName: safeFileName(fileName) ?? null,
      sha256: null,
      width: width ?? null,
      height: height ?? null,
      seconds: seconds ?? null,
      voice: voice ? 1 : 0,
      thumbnail: thumbnail ?? null,
      attempts: 0,
      nextTryAt: isTooLarge ? null : now,
      createdAt: now,
    })
    .execute();
  return id;
}

/** Files of all clients that nobody can see any more: never sent within their day, or of a message that is gone. */
export async function readUnused(database: Reading, uploadedBefore: string): Promise<Pick<MediaRow, 'id'>[]> {
  return database
    .selectFrom('media')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('messageId', 'is', null),
          eb('createdAt', '<', uploadedBefore),
          eb.not(
            eb.exists(
              eb
                .selectFrom('bulkCampaigns')
                .select('bulkCampaigns.id')
                .whereRef('bulkCampaigns.mediaId', '=', 'media.id'),
            ),
          ),
          eb.not(
            eb.exists(
              eb.selectFrom('botFiles').select('botFiles.mediaId').whereRef('botFiles.mediaId', '=', 'media.id'),
            ),
          ),
        ]),
        eb.and([
          eb('messageId', 'is not', null),
          eb.not(
            eb.exists(eb.selectFrom('messages').select('messages.id').whereRef('messages.id', '=', 'media.messageId')),
          ),
        ]),
      ]),
    )
    .execute();
}

export async function deleteMedia(database: Kysely<Tables>, id: string): Promise<void> {
  await database.deleteFrom('media').where('id', '=', id).execute();
}

/** Those of the ids that a row has. */
export async function knownIds(database: Reading, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await database.selectFrom('media').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** The ids of the files of these messages. */
export async function readFilesOf(database: Reading, messageIds: readonly string[]): Promise<string[]> {
  const rows = await database
    .selectFrom('media')
    .select('id')
    .where('messageId', 'in', ['', ...messageIds])
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets the files of these messages; what lies in `DATA_DIR/media` is removed before. */
export async function forgetFilesOf({ database }: Writing, messageIds: readonly string[]): Promise<void> {
  await database
    .deleteFrom('media')
    .where('messageId', 'in', ['', ...messageIds])
    .execute();
}

import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Media } from '#contract/messages';
import type { MediaTable, Reading, Writing } from '../storage/index.ts';

/** A file without its picture: a page of messages needs only to know that there is one. */
type ListedMedia = Omit<Selectable<MediaTable>, 'thumbnail'> & { hasThumbnail: number };

function toMedia(row: ListedMedia): Media {
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

/** The files of a client by id, of those asked for. */
export async function readMedia(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Media>> {
  if (ids.length === 0) return new Map();
  const rows = await listedMedia(database, clientCode).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toMedia(row)]));
}

function listedMedia(database: Reading, clientCode: string) {
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
    .select((eb) => eb.case().when('thumbnail', 'is not', null).then(1).else(0).end().as('hasThumbnail'))
    .where('clientCode', '=', clientCode);
}

/** Gives an uploaded file to the message that sends it; false where there is no such file, or another message has it. */
export async function claimUpload(
  { database }: Writing,
  clientCode: string,
  mediaId: string,
  messageId: string,
): Promise<boolean> {
  const claimed = await database
    .updateTable('media')
    .set({ messageId })
    .where('clientCode', '=', clientCode)
    .where('id', '=', mediaId)
    .where('messageId', 'is', null)
    .where('uploadedBy', 'is not', null)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return claimed.numUpdatedRows > 0n;
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

/** Notes a file that has to be fetched from WhatsApp, due at once. Returns its id. */
export async function announceMedia(
  { database, now }: Writing,
  clientCode: string,
  messageId: string,
  announced: AnnouncedMedia,
): Promise<string> {
  const id = randomUUID();
  const { mimeType, bytes, fileName, width, height, seconds, voice, thumbnail } = announced;
  await database
    .insertInto('media')
    .values({
      id,
      clientCode,
      messageId,
      uploadedBy: null,
      state: 'pending',
      mimeType,
      bytes,
      fileName: fileName ?? null,
      sha256: null,
      width: width ?? null,
      height: height ?? null,
      seconds: seconds ?? null,
      voice: voice ? 1 : 0,
      thumbnail: thumbnail ?? null,
      attempts: 0,
      nextTryAt: now,
      createdAt: now,
    })
    .execute();
  return id;
}

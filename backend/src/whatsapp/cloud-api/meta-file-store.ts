import type { Kysely } from 'kysely';
import type { FileToSend } from '../../media/index.ts';
import type { Reading, Tables, Writing } from '../../storage/index.ts';

/** Meta keeps an upload for 30 days (Cloud API, media); a day less, so that none ends between here and there. */
const KEPT_MS = 29 * 86_400_000;

type Sent = Pick<FileToSend, 'sha256' | 'mimeType'>;

/** Meta's id of a file that this line has uploaded; undefined where it lies there no longer, or never did. */
export async function findUploaded(
  database: Reading,
  sessionId: string,
  { sha256, mimeType }: Sent,
  now: Date,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('cloudApiFiles')
    .select('metaId')
    .where('sessionId', '=', sessionId)
    .where('sha256', '=', sha256 ?? '')
    .where('mimeType', '=', mimeType)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst();
  return row?.metaId;
}

export async function saveUploaded(
  { database, now }: Writing,
  sessionId: string,
  { sha256, mimeType }: Sent,
  metaId: string,
): Promise<void> {
  if (sha256 === null) return;
  const expiresAt = new Date(Date.parse(now) + KEPT_MS).toISOString();
  await database
    .insertInto('cloudApiFiles')
    .values({ sessionId, sha256, mimeType, metaId, expiresAt })
    .onConflict((conflict) => conflict.columns(['sessionId', 'sha256', 'mimeType']).doUpdateSet({ metaId, expiresAt }))
    .execute();
}

/** Meta could not use the file of a message: whoever sends it again uploads it anew. */
export async function forgetFileOf(database: Kysely<Tables>, sessionId: string, whatsappId: string): Promise<void> {
  await database
    .deleteFrom('cloudApiFiles')
    .where('sessionId', '=', sessionId)
    .where('sha256', 'in', (eb) =>
      eb
        .selectFrom('media')
        .innerJoin('messages', 'messages.mediaId', 'media.id')
        .select((media) => media.ref('media.sha256').$notNull().as('sha256'))
        .where('messages.sessionId', '=', sessionId)
        .where('messages.whatsappId', '=', whatsappId)
        .where('media.sha256', 'is not', null),
    )
    .execute();
}

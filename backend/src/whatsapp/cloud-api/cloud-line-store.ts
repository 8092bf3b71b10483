import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { CloudApiCredentials, CloudApiLine } from '#contract/cloud-api';
import type { CloudApiLinesTable, Reading, SecretBox, Writing } from '../../storage/index.ts';
import { readKeyRows, writeKeyRow } from '../key-rows.ts';

export type CloudLineRow = Selectable<CloudApiLinesTable>;

/** What lets us speak for a number, and tells that a webhook is from Meta. */
export interface LineSecrets {
  accessToken: string;
  appSecret: string;
}

/** A new number may send this many messages a second until Meta says otherwise (Cloud API, throughput). */
const FIRST_THROUGHPUT = 80;

const secrets = z.object({ accessToken: z.string(), appSecret: z.string() });
/** Beside Baileys' keys, so that a new credentials key covers them all. */
const SECRETS = { type: 'cloud-api', id: 'secrets' } as const;

export function readCloudLines(database: Reading): Promise<CloudLineRow[]> {
  return database.selectFrom('cloudApiLines').selectAll().execute();
}

/** Stores what a person has entered for a new line. */
export async function insertCloudLine(
  writing: Writing,
  box: SecretBox,
  sessionId: string,
  { phoneNumberId, businessAccountId, verifyToken = newVerifyToken(), ...given }: CloudApiCredentials,
): Promise<CloudLineRow> {
  const row: CloudLineRow = {
    sessionId,
    phoneNumberId,
    businessAccountId,
    verifyToken,
    verifiedName: null,
    quality: 'unknown',
    throughput: FIRST_THROUGHPUT,
    messagingLimit: null,
    tokenExpiresAt: null,
    webhookVerifiedAt: null,
    lastWebhookAt: null,
    templatesSyncedAt: null,
  };
  await writing.database.insertInto('cloudApiLines').values(row).execute();
  await saveSecrets(writing, box, sessionId, given);
  return row;
}

export async function changeCloudLine(
  { database }: Writing,
  sessionId: string,
  change: Partial<Omit<CloudLineRow, 'sessionId'>>,
): Promise<void> {
  await database.updateTable('cloudApiLines').set(change).where('sessionId', '=', sessionId).execute();
}

export async function saveSecrets(
  writing: Writing,
  box: SecretBox,
  sessionId: string,
  { accessToken, appSecret }: LineSecrets,
): Promise<void> {
  const value = box.seal(Buffer.from(JSON.stringify({ accessToken, appSecret })));
  await writeKeyRow(writing, { sessionId, ...SECRETS, value });
}

/** Undefined for a line whose secrets were forgotten. Throws where no key opens them. */
export async function readSecrets(
  database: Reading,
  box: SecretBox,
  sessionId: string,
): Promise<LineSecrets | undefined> {
  const [row] = await readKeyRows(database, sessionId, SECRETS.type, [SECRETS.id]);
  return row && secrets.parse(JSON.parse(box.open(row.value).toString()));
}

/**
 * A line as admins see it; `publicUrl` is the origin under which Meta finds this server, `webhooksGoTo` where Meta sends webhooks,
 * as far as it has told.
 */
export function toCloudApiLine(
  row: CloudLineRow,
  publicUrl: string | undefined,
  webhooksGoTo: string | undefined,
): CloudApiLine {
  const { sessionId, templatesSyncedAt: _, ...shown } = row;
  const webhookUrl = publicUrl === undefined ? null : webhookAddress(publicUrl, sessionId);
  const isElsewhere = webhooksGoTo !== undefined && webhookUrl !== null && webhooksGoTo !== webhookUrl;
  return { ...shown, webhookUrl, webhooksElsewhere: isElsewhere ? webhooksGoTo : null };
}

export function webhookAddress(publicUrl: string, sessionId: string): string {
  return `${publicUrl}/webhooks/whatsapp/${sessionId}`;
}

function newVerifyToken(): string {
  return randomBytes(18).toString('base64url');
}

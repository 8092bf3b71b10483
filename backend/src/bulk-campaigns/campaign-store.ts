import { randomUUIDv7 } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type {
  BulkCampaign,
  CampaignCounts,
  CampaignMessage,
  CampaignPause,
  CampaignSource,
  CampaignWait,
} from '#contract/bulk-campaigns';
import type { CampaignPace } from '#contract/campaign-rules';
import type { EventBody } from '#contract/events';
import type { BulkCampaignsTable, Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `bulkCampaigns`, but for the counts, which change with their recipients. */

export type CampaignRow = Selectable<BulkCampaignsTable>;

/** What is to be expected of a campaign that runs. */
export interface Outlook {
  etaSeconds: number | null;
  pause: CampaignPause | null;
}

/** Of one that does not run, or where nobody has looked. */
const NO_OUTLOOK: Outlook = { etaSeconds: null, pause: null };

export function toCampaign(row: CampaignRow, outlook = NO_OUTLOOK): BulkCampaign {
  const { id, version, name, sessionId, status, createdBy, createdAt, startAt, startedAt, finishedAt } = row;
  return {
    id,
    version,
    name,
    sessionId,
    status,
    stopped: row.stopped as BulkCampaign['stopped'],
    waiting: row.waitingFor === null ? null : { for: row.waitingFor as CampaignWait, until: row.waitingUntil },
    message: messageOf(row),
    pace: paceOf(row),
    counts: countsOf(row),
    answered: row.answered,
    optedOut: row.optedOut,
    ...outlook,
    variables: JSON.parse(row.variables) as Record<string, number>,
    sources: sourcesOf(row),
    createdBy,
    createdAt,
    startAt,
    startedAt,
    finishedAt,
  };
}

export function countsOf(row: CampaignRow): CampaignCounts {
  const { total, pending, sent, delivered, read, failed, skipped, uncertain } = row;
  return { total, pending, sent, delivered, read, failed, skipped, uncertain };
}

export function messageOf({ message }: Pick<CampaignRow, 'message'>): CampaignMessage | null {
  return message === null ? null : (JSON.parse(message) as CampaignMessage);
}

export function paceOf({ pace }: Pick<CampaignRow, 'pace'>): CampaignPace {
  return JSON.parse(pace) as CampaignPace;
}

export function sourcesOf({ sources }: Pick<CampaignRow, 'sources'>): CampaignSource[] {
  return JSON.parse(sources) as CampaignSource[];
}

export function findCampaign(database: Reading, clientCode: string, id: string): Promise<CampaignRow | undefined> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where('removing', 'is not', 'campaign')
    .executeTakeFirst();
}

/** Newest first, behind `after`. */
export function readCampaigns(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after?: { createdAt: string; id: string } },
): Promise<CampaignRow[]> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('removing', 'is not', 'campaign')
    .$if(after !== undefined, (rows) =>
      rows.where((eb) => eb(eb.refTuple('createdAt', 'id'), '<', eb.tuple(after?.createdAt ?? '', after?.id ?? ''))),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Those of the client whose figures may still change: that have left something since then, or may soon. */
export function readLiveCampaigns(database: Reading, clientCode: string, since: string): Promise<CampaignRow[]> {
  return selectLive(database, since).selectAll().where('clientCode', '=', clientCode).execute();
}

/** The clients that have such campaigns. */
export async function readClientsWithLive(database: Reading, since: string): Promise<string[]> {
  const rows = await selectLive(database, since).select('clientCode').distinct().execute();
  return rows.map(({ clientCode }) => clientCode);
}

function selectLive(database: Reading, since: string) {
  return database
    .selectFrom('bulkCampaigns')
    .where((eb) => eb.or([eb('status', 'in', ['running', 'paused', 'scheduled']), eb('lastSentAt', '>=', since)]));
}

/** Of all clients: what runs, and what is to start at a time. */
export function readUnderWay(database: Reading): Promise<CampaignRow[]> {
  return database.selectFrom('bulkCampaigns').selectAll().where('status', 'in', ['running', 'scheduled']).execute();
}

/** Of all clients: cancelled ones of which somebody has not been passed over yet. */
export function readHalfCancelled(database: Reading): Promise<CampaignRow[]> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('status', '=', 'cancelled')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('bulkRecipients')
          .select('bulkRecipients.id')
          .whereRef('bulkRecipients.campaignId', '=', 'bulkCampaigns.id')
          .where('bulkRecipients.status', '=', 'pending')
          .where('bulkRecipients.sentAt', 'is', null),
      ),
    )
    .execute();
}

/** Of all clients: drafts of which something is still to be taken away. */
export function readHalfRemoved(database: Reading): Promise<CampaignRow[]> {
  return database.selectFrom('bulkCampaigns').selectAll().where('removing', 'is not', null).execute();
}

/** As one of `readHalfRemoved`; undefined where nothing is to be taken away any more. */
export function findHalfRemoved(
  database: Reading,
  { clientCode, id }: Pick<CampaignRow, 'clientCode' | 'id'>,
): Promise<CampaignRow | undefined> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .where('removing', 'is not', null)
    .executeTakeFirst();
}

/** Of one client. */
export function readRunning(database: Reading, clientCode: string): Promise<CampaignRow[]> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('status', '=', 'running')
    .where('clientCode', '=', clientCode)
    .execute();
}

export function readRunningOnLine(database: Reading, clientCode: string, sessionId: string): Promise<CampaignRow[]> {
  return database
    .selectFrom('bulkCampaigns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('status', '=', 'running')
    .execute();
}

/** A campaign as somebody begins it. */
export type BegunCampaign = Pick<CampaignRow, 'clientCode' | 'name' | 'sessionId' | 'createdBy'> & {
  message: CampaignMessage | null;
  pace: CampaignPace;
};

export async function insertCampaign(writing: Writing, begun: BegunCampaign): Promise<CampaignRow> {
  const row: Insertable<BulkCampaignsTable> = {
    ...begun,
    id: randomUUIDv7(),
    version: 0,
    status: 'draft',
    message: begun.message && JSON.stringify(begun.message),
    mediaId: begun.message?.mediaId ?? null,
    pace: JSON.stringify(begun.pace),
    createdAt: writing.now,
  };
  return writing.database.insertInto('bulkCampaigns').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Nobody sees it from here on; the row itself goes with `deleteCampaign`. */
export async function discardCampaign(writing: Writing, row: CampaignRow): Promise<void> {
  await writing.event(row.clientCode, 'bulk:progress', async (version) => {
    await writing.database
      .updateTable('bulkCampaigns')
      .set({ removing: 'campaign', version })
      .where('id', '=', row.id)
      .execute();
    return { ...progressOf(row), removed: true as const };
  });
}

export async function deleteCampaign(
  { database }: Writing,
  { id, clientCode }: Pick<CampaignRow, 'id' | 'clientCode'>,
): Promise<void> {
  await database.deleteFrom('bulkCampaigns').where('clientCode', '=', clientCode).where('id', '=', id).execute();
}

export type CampaignChange = Partial<Omit<CampaignRow, keyof CampaignCounts | 'id' | 'clientCode' | 'version'>>;

/** Changes what a campaign is, and logs `bulk:progress` with all of it. */
export async function changeCampaign(
  writing: Writing,
  { id, clientCode }: Pick<CampaignRow, 'id' | 'clientCode'>,
  change: CampaignChange,
): Promise<CampaignRow> {
  let changed: CampaignRow | undefined;
  await writing.event(clientCode, 'bulk:progress', async (seq) => {
    changed = await writing.database
      .updateTable('bulkCampaigns')
      .set({ ...change, version: seq })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { ...progressOf(changed), campaign: toCampaign(changed) };
  });
  if (!changed) throw new Error(`Campaign ${id} was not changed.`);
  return changed;
}

/** Notes whose turn it was, which tells nobody. */
export async function noteSent({ database }: Writing, id: string, lastSentAt: string): Promise<void> {
  await database.updateTable('bulkCampaigns').set({ lastSentAt }).where('id', '=', id).execute();
}

/** What `bulk:progress` says of it. */
export function progressOf(row: CampaignRow, outlook = NO_OUTLOOK): EventBody<'bulk:progress'> {
  const { id: campaignId, status, answered, optedOut } = row;
  return { campaignId, status, ...countsOf(row), answered, optedOut, ...outlook };
}

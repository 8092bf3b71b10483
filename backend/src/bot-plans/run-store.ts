import type { Selectable } from 'kysely';
import type { AgentRunsTable, Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `agentRuns`. */

export type RunRow = Selectable<AgentRunsTable>;

const ahead = ['waiting', 'writing'] as const;
const RUN = 'run-';

/** Under which `clientMessageId` the opening goes: there can be only one of it. */
export function openingId({ id }: Pick<RunRow, 'id'>): string {
  return `${RUN}${id}`;
}

export function isOpening(clientMessageId: string | null): boolean {
  return clientMessageId?.startsWith(RUN) ?? false;
}

/** The bot is asked anew to write to a contact. */
export async function insertRun({ database }: Writing, run: RunRow): Promise<void> {
  await database
    .insertInto('agentRuns')
    .values(run)
    .onConflict((conflict) => conflict.column('contactId').doUpdateSet(run))
    .execute();
}

/** While it is the last one that was asked for. */
export function findRun(database: Reading, id: string): Promise<RunRow | undefined> {
  return database.selectFrom('agentRuns').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findRunOf(database: Reading, contactId: string): Promise<RunRow | undefined> {
  return database.selectFrom('agentRuns').selectAll().where('contactId', '=', contactId).executeTakeFirst();
}

export async function updateRun(
  { database }: Writing,
  { id }: Pick<RunRow, 'id'>,
  change: Partial<Pick<RunRow, 'stage' | 'dueAt'>>,
): Promise<void> {
  await database.updateTable('agentRuns').set(change).where('id', '=', id).execute();
}

/** Whose turn it is on a line: who is being written to, else who was asked for first. */
export function findNextRun(database: Reading, clientCode: string, sessionId: string): Promise<RunRow | undefined> {
  return database
    .selectFrom('agentRuns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('stage', 'in', ahead)
    .orderBy('stage', 'desc')
    .orderBy('askedAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Who waits for their turn on a line, the first `limit` of them. */
export function readWaitingRuns(
  database: Reading,
  { clientCode, sessionId }: Pick<RunRow, 'clientCode' | 'sessionId'>,
  limit: number,
): Promise<RunRow[]> {
  return database
    .selectFrom('agentRuns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('stage', '=', 'waiting')
    .orderBy('askedAt')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** When somebody was written to on a line last; empty where nobody was. */
export async function lastGivenAt(database: Reading, sessionId: string): Promise<string> {
  const row = await database
    .selectFrom('agentRuns')
    .select('dueAt')
    .where('sessionId', '=', sessionId)
    .where('stage', '=', 'given')
    .orderBy('dueAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.dueAt ?? '';
}

/** The lines on which bots have somebody to write to, of one client or of all. */
export function readLinesWithRuns(
  database: Reading,
  clientCode?: string,
): Promise<Pick<RunRow, 'clientCode' | 'sessionId'>[]> {
  return database
    .selectFrom('agentRuns')
    .select(['clientCode', 'sessionId'])
    .distinct()
    .where('stage', 'in', ahead)
    .$if(clientCode !== undefined, (rows) => rows.where('clientCode', '=', clientCode ?? ''))
    .execute();
}

/** Whom a line has still to write to. */
export function readRunsOnLine(database: Reading, clientCode: string, sessionId: string): Promise<RunRow[]> {
  return database
    .selectFrom('agentRuns')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('stage', 'in', ahead)
    .execute();
}

/** Two contacts are one from now on, and are written to once. Returns whether the run of `from` is the one that stays. */
export async function moveRun(writing: Writing, from: { id: string }, into: { id: string }): Promise<boolean> {
  const { database } = writing;
  const [moved, kept] = [await findRunOf(database, from.id), await findRunOf(database, into.id)];
  if (!moved) return false;
  await database.deleteFrom('agentRuns').where('contactId', '=', from.id).execute();
  const stays = !kept || rank(moved) > rank(kept);
  if (stays) await insertRun(writing, { ...moved, contactId: into.id });
  return stays;
}

/** Whoever was written to is not written to once more; otherwise what is further counts. */
function rank({ stage }: RunRow): number {
  return ['over', 'waiting', 'writing', 'given'].indexOf(stage);
}

/** The bot writes to this contact no more. */
export async function forgetRunOf({ database }: Writing, contactId: string): Promise<void> {
  await database.deleteFrom('agentRuns').where('contactId', '=', contactId).execute();
}

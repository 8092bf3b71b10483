import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { SessionAction, SessionHistory, SessionReason, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Reading, WhatsAppSessionsTable, Writing } from '../storage/index.ts';

export type SessionRow = Selectable<WhatsAppSessionsTable>;

export function toSession(row: SessionRow): WhatsAppSession {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    phoneNumber: row.phoneNumber,
    lastPhoneNumber: row.lastPhoneNumber,
    refusedPhoneNumber: row.refusedPhoneNumber,
    state: row.state,
    reason: row.reason as SessionReason | null,
    since: row.since,
    retryAt: row.retryAt,
    downSince: row.state === 'open' ? null : row.downSince,
  };
}

/** How long a connection has to hold for the loss before it to be over, in milliseconds. */
export const HELD_MS = 120_000;

/** Whether a line is open and has been for long enough to count on it, at `now` (milliseconds since 1970). */
export function hasHeld({ state, since }: SessionRow, now: number): boolean {
  return state === 'open' && now - Date.parse(since) >= HELD_MS;
}

/** Every session of the installation, for the process that runs them all; nothing of it goes to any client. */
export function readAllSessions(database: Reading): Promise<SessionRow[]> {
  return database
    .selectFrom('whatsappSessions')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .execute();
}

/** Thrown where another line of the client has this name: nobody could tell the two apart. */
export class LineNameTakenError extends Error {
  constructor(name: string) {
    super(`Another line is called "${name}" already. Choose another name.`);
  }
}

/** Throws `LineNameTakenError`. The case of letters makes no difference. */
export async function requireFreeName(
  database: Reading,
  { clientCode, id }: Pick<SessionRow, 'clientCode' | 'id'>,
  name: string,
): Promise<void> {
  const others = await database
    .selectFrom('whatsappSessions')
    .select('name')
    .where('clientCode', '=', clientCode)
    .where('removedAt', 'is', null)
    .where('id', '!=', id)
    .execute();
  const taken = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  if (taken) throw new LineNameTakenError(taken.name);
}

/** Throws `LineNameTakenError`. */
export async function createSession(
  writing: Writing,
  clientCode: string,
  session: { kind: SessionRow['kind']; name: string },
): Promise<SessionRow> {
  const row: SessionRow = {
    id: randomUUID(),
    clientCode,
    version: 0,
    ...session,
    phoneNumber: null,
    lastPhoneNumber: null,
    refusedPhoneNumber: null,
    state: 'unlinked',
    reason: null,
    since: writing.now,
    retryAt: null,
    downSince: null,
    linked: 0,
    removedAt: null,
    createdAt: writing.now,
  };
  await requireFreeName(writing.database, row, row.name);
  await writing.event(clientCode, 'whatsapp:state', async (seq) => {
    row.version = seq;
    await writing.database.insertInto('whatsappSessions').values(row).execute();
    return { session: toSession(row) };
  });
  return row;
}

export type SessionChange = Partial<
  Pick<SessionRow, 'name' | 'phoneNumber' | 'refusedPhoneNumber' | 'state' | 'reason' | 'retryAt' | 'linked'>
>;

/** What a change of a session is told as. */
export type SessionNews =
  | { name: 'whatsapp:state' }
  | { name: 'whatsapp:authenticated'; phoneNumber: string; displayName: string }
  | { name: 'whatsapp:disconnected'; code: number; action: SessionAction };

/**
 * Stores a change of a session, with its history where it is one of state, and the event that tells of it. `before` is the
 * row as it is now.
 */
export async function changeSession(
  writing: Writing,
  before: SessionRow,
  change: SessionChange,
  news: SessionNews,
): Promise<SessionRow> {
  const { clientCode, id: sessionId } = before;
  let row = before;
  const save = async (version: number) => {
    row = await saveSessionChange(writing, before, change, version);
    if (change.state !== undefined) await noteInHistory(writing, row, news);
    return toSession(row);
  };
  if (news.name === 'whatsapp:state') {
    await writing.event(clientCode, news.name, async (seq) => ({ session: await save(seq) }));
  } else if (news.name === 'whatsapp:authenticated') {
    const { phoneNumber, displayName: name } = news;
    await writing.event(clientCode, news.name, async (seq) => {
      return { sessionId, phoneNumber, name, session: await save(seq) };
    });
  } else {
    const { code, action } = news;
    await writing.event(clientCode, news.name, async (seq) => {
      const session = await save(seq);
      const reason = session.reason ?? 'connection_closed';
      return { sessionId, code, reason, action, retryAt: session.retryAt, session };
    });
  }
  return row;
}

/**
 * Writes a change under its event's `version`. `since` moves when the state does, `downSince` only with the first loss after
 * a connection that has held: a line that opens and breaks again and again is down all the while. The last number stays
 * until there is another.
 */
async function saveSessionChange(
  { database, now }: Writing,
  before: SessionRow,
  change: SessionChange,
  version: number,
): Promise<SessionRow> {
  const after = { ...before, ...change, version };
  const since = after.state === before.state ? before.since : now;
  const lossBefore = hasHeld(before, Date.parse(now)) ? null : before.downSince;
  const loss = lossBefore ?? (after.state === 'open' ? null : now);
  const downSince = after.linked === 1 ? loss : null;
  const lastPhoneNumber = after.phoneNumber ?? before.lastPhoneNumber;
  await database
    .updateTable('whatsappSessions')
    .set({ ...change, version, since, downSince, lastPhoneNumber })
    .where('clientCode', '=', before.clientCode)
    .where('id', '=', before.id)
    .execute();
  return { ...after, since, downSince, lastPhoneNumber };
}

async function noteInHistory({ database, now }: Writing, row: SessionRow, news: SessionNews): Promise<void> {
  const { id: sessionId, version, state, reason, retryAt } = row;
  const close = news.name === 'whatsapp:disconnected' ? news : { code: null, action: null };
  await database
    .insertInto('whatsappSessionHistory')
    .values({ sessionId, version, at: now, state, reason, code: close.code, action: close.action, retryAt })
    .execute();
}

/** A page of what a session went through, newest first. `before` is the `nextCursor` of the page before. */
export async function readSessionHistory(
  database: Reading,
  sessionId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<SessionHistory> {
  const rows = await database
    .selectFrom('whatsappSessionHistory')
    .select(['version', 'at', 'state', 'reason', 'code', 'action', 'retryAt'])
    .where('sessionId', '=', sessionId)
    .$if(before !== undefined, (rows) => rows.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({ ...row, reason: row.reason as SessionReason | null }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.version) : null };
}

/** Why a line was unlinked when it last was; null for one that never had a link, and where that was forgotten. */
export async function readReasonOfUnlinking(database: Reading, sessionId: string): Promise<SessionReason | null> {
  const row = await database
    .selectFrom('whatsappSessionHistory')
    .select('reason')
    .where('sessionId', '=', sessionId)
    .where('state', '=', 'unlinked')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.reason ?? null) as SessionReason | null;
}

const KEPT_HISTORY_MS = 90 * 86_400_000;

/** Forgets what sessions went through more than 90 days ago. */
export async function trimSessionHistory({ database, now }: Writing): Promise<void> {
  const before = new Date(Date.parse(now) - KEPT_HISTORY_MS).toISOString();
  await database.deleteFrom('whatsappSessionHistory').where('at', '<', before).execute();
}

/** Whether another line of the same client is linked to this number. */
export async function isLinkedElsewhere(
  database: Reading,
  { clientCode, id }: Pick<SessionRow, 'clientCode' | 'id'>,
  phoneNumber: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('whatsappSessions')
    .select('id')
    .where('clientCode', '=', clientCode)
    .where('phoneNumber', '=', phoneNumber)
    .where('linked', '=', 1)
    .where('removedAt', 'is', null)
    .where('id', '!=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a line off every screen; its conversations stay and keep their history. */
export async function removeSession(writing: Writing, session: SessionRow): Promise<void> {
  await writing.event(session.clientCode, 'settings:changed', async (seq) => {
    await writing.database
      .updateTable('whatsappSessions')
      .set({ removedAt: writing.now, version: seq })
      .where('clientCode', '=', session.clientCode)
      .where('id', '=', session.id)
      .execute();
    return { kind: 'whatsappSessions' };
  });
}

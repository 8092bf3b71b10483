import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { SessionReason, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Reading, Tables, WhatsAppSessionsTable, Writing } from '../storage/index.ts';

export type SessionRow = Selectable<WhatsAppSessionsTable>;

export function toSession(row: SessionRow): WhatsAppSession {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    phoneNumber: row.phoneNumber,
    state: row.state,
    reason: row.reason as SessionReason | null,
    since: row.since,
    retryAt: row.retryAt,
  };
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
    state: 'unlinked',
    reason: null,
    since: writing.now,
    retryAt: null,
    linked: 0,
    removedAt: null,
    createdAt: writing.now,
  };
  await writing.event(clientCode, 'whatsapp:state', async (seq) => {
    row.version = seq;
    await writing.database.insertInto('whatsappSessions').values(row).execute();
    return { session: toSession(row) };
  });
  return row;
}

export type SessionChange = Partial<
  Pick<SessionRow, 'name' | 'phoneNumber' | 'state' | 'reason' | 'retryAt' | 'linked'>
>;

/** What a change of a session is told as. */
export type SessionNews =
  | { name: 'whatsapp:state' }
  | { name: 'whatsapp:authenticated'; phoneNumber: string; displayName: string }
  | { name: 'whatsapp:disconnected'; code: number; action: 'retrying' | 'scan_again' | 'stopped' };

/** Stores a change of a session with the event that tells of it. `before` is the row as it is now. */
export async function changeSession(
  writing: Writing,
  before: SessionRow,
  change: SessionChange,
  news: SessionNews,
): Promise<SessionRow> {
  const { clientCode, id: sessionId } = before;
  let row = before;
  const save = async (version: number) => {
    row = await saveSessionChange(writing.database, before, change, version, writing.now);
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

/** Writes a change under its event's `version`; `since` moves when the state does. */
async function saveSessionChange(
  database: Kysely<Tables>,
  before: SessionRow,
  change: SessionChange,
  version: number,
  now: string,
): Promise<SessionRow> {
  const since = change.state && change.state !== before.state ? now : before.since;
  const row = { ...before, ...change, version, since };
  await database
    .updateTable('whatsappSessions')
    .set({ ...change, version, since })
    .where('clientCode', '=', before.clientCode)
    .where('id', '=', before.id)
    .execute();
  return row;
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

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Reading } from '../../src/storage/index.ts';
import { GeneratedHistory } from '../conversations/generated-history.ts';
import { historyStep, type HistoryStep } from '../conversations/history-steps.ts';

interface MessageCounts {
  clientCode: string;
  bucket: string;
  userId: string;
  sessionId: string;
  author: string;
  received: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
}

/** What the counters say, without rows of which nothing is left. */
async function readCounted(database: Reading) {
  const messages = await database.selectFrom('messageCounts').selectAll().execute();
  const conversations = await database.selectFrom('conversationCounts').selectAll().executeTakeFirst();
  const agents = await database.selectFrom('agentCounts').selectAll().where('open', '>', 0).orderBy('userId').execute();
  return {
    messages: inOrder(
      messages.filter(({ received, sent, failed, delivered, read }) =>
        [received, sent, failed, delivered, read].some((count) => count !== 0),
      ),
    ),
    conversations: {
      openConversations: conversations?.openConversations ?? 0,
      unassigned: conversations?.unassigned ?? 0,
      unread: conversations?.unread ?? 0,
      closedConversations: conversations?.closedConversations ?? 0,
    },
    agents: agents.map(({ userId, open, unread }) => ({ userId, open, unread })),
  };
}

/** The same, counted anew from the rows themselves. */
async function recount(database: Reading) {
  const { rows: messages } = await sql<MessageCounts>`
    select "clientCode",
      strftime('%Y-%m-%dT%H:%M:00.000Z', unixepoch("createdAt") / 900 * 900, 'unixepoch') as "bucket",
      ifnull("userId", '') as "userId", "sessionId", "author",
      count(*) filter (where "author" = 'contact') as "received",
      count(*) filter (where "author" <> 'contact' and "status" in ('sent', 'delivered', 'read')) as "sent",
      count(*) filter (where "author" <> 'contact' and "status" in ('delivered', 'read')) as "delivered",
      count(*) filter (where "author" <> 'contact' and "status" = 'read') as "read",
      count(*) filter (where "author" <> 'contact' and "status" = 'failed') as "failed"
    from "messages" where "type" not in ('note', 'system', 'reaction') group by 1, 2, 3, 4, 5
    having "received" + "sent" + "failed" > 0
  `.execute(database);
  const { rows: conversations } = await sql<
    Record<'openConversations' | 'unassigned' | 'unread' | 'closedConversations', number>
  >`
    select count(*) filter (where "status" = 'open') as "openConversations",
      count(*) filter (where "status" = 'open' and "assignedTo" is null) as "unassigned",
      count(*) filter (where "status" = 'open' and "unread" > 0) as "unread",
      count(*) filter (where "status" = 'closed') as "closedConversations"
    from "conversations"
  `.execute(database);
  const { rows: agents } = await sql<{ userId: string; open: number; unread: number }>`
    select "assignedTo" as "userId", count(*) as "open", count(*) filter (where "unread" > 0) as "unread"
    from "conversations" where "status" = 'open' and "assignedTo" is not null group by 1 order by 1
  `.execute(database);
  return {
    messages: inOrder(messages),
    conversations: { ...conversations[0] },
    agents: agents.map((agent) => ({ ...agent })),
  };
}

function inOrder(rows: MessageCounts[]) {
  const lines = rows.map(({ clientCode, bucket, userId, sessionId, author, ...counts }) => ({
    key: [clientCode, bucket, userId, sessionId, author].join(' '),
    ...counts,
  }));
  return lines.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const message = {
  kind: 'message',
  line: 0,
  person: 0,
  by: 'phoneNumber',
  name: undefined,
  repeat: false,
  group: undefined,
  answers: undefined,
} as const;
/** One stanza under both addresses, which a merge leaves once; a message that failed and was read after all. */
const double: HistoryStep[] = [
  { ...message, fromMe: true, status: undefined },
  { ...message, by: 'lid', repeat: true, fromMe: true, status: 'read' },
  { ...message, by: 'lid', fromMe: false, status: undefined },
  { kind: 'write', conversation: 0, colleague: 0, repeat: false },
  { kind: 'change', conversation: 0, change: { assignedTo: 1 } },
  { kind: 'wait', minutes: 40 },
  { kind: 'learn', person: 0, lidOf: 0 },
  { kind: 'status', message: 3, status: 'failed' },
  { kind: 'retry', message: 3 },
  { kind: 'status', message: 3, status: 'failed' },
  { kind: 'status', message: 3, status: 'read' },
];

describe('The counters', () => {
  it('say what a recount says, whatever has happened', async () => {
    const steps = fc.array(historyStep, { maxLength: 50, size: 'max' });
    const property = fc.asyncProperty(steps, async (happened) => {
      const history = await GeneratedHistory.begin('2026-03-01T10:10:00.000Z');
      const { store } = history.client;
      try {
        for (const step of happened) {
          await history.perform([step]);
          const { says, is } = await store.read(async (database) => ({
            says: await readCounted(database),
            is: await recount(database),
          }));
          assert.deepEqual(says, is, `after ${JSON.stringify(step)}`);
        }
      } finally {
        await history.client.close();
      }
    });
    await fc.assert(property, { numRuns: 30, examples: [[double]] });
  });
});

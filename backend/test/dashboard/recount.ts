import { sql } from 'kysely';
import type { Reading } from '../../src/storage/index.ts';

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
export async function readCounted(database: Reading) {
  const messages = await database.selectFrom('messageCounts').selectAll().execute();
  const conversations = await database.selectFrom('conversationCounts').selectAll().executeTakeFirst();
  const agents = await database.selectFrom('agentCounts').selectAll().where('open', '>', 0).orderBy('userId').execute();
  const firstReplies = await database
    .selectFrom('firstReplyCounts')
    .selectAll()
    .where('count', '!=', 0)
    .orderBy('bucket')
    .orderBy('userId')
    .orderBy('sessionId')
    .orderBy('bin')
    .execute();
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
      waiting: conversations?.waiting ?? 0,
    },
    agents: agents.map(({ userId, open, unread, waiting }) => ({ userId, open, unread, waiting })),
    firstReplies: firstReplies.map(({ bucket, userId, sessionId, bin, count }) =>
      [bucket, userId, sessionId, bin, count].join(' '),
    ),
  };
}

/** The same, counted anew from the rows themselves. */
export async function recount(database: Reading) {
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
    Record<'openConversations' | 'unassigned' | 'unread' | 'closedConversations' | 'waiting', number>
  >`
    select count(*) filter (where "status" = 'open') as "openConversations",
      count(*) filter (where "status" = 'open' and "assignedTo" is null) as "unassigned",
      count(*) filter (where "status" = 'open' and "unread" > 0) as "unread",
      count(*) filter (where "status" = 'closed') as "closedConversations",
      count(*) filter (where "waitingSince" is not null) as "waiting"
    from "conversations"
  `.execute(database);
  const { rows: agents } = await sql<{ userId: string; open: number; unread: number; waiting: number }>`
    select "assignedTo" as "userId", count(*) as "open", count(*) filter (where "unread" > 0) as "unread",
      count(*) filter (where "waitingSince" is not null) as "waiting"
    from "conversations" where "status" = 'open' and "assignedTo" is not null group by 1 order by 1
  `.execute(database);
  const { rows: firstReplies } = await sql<Record<'bucket' | 'userId' | 'sessionId' | 'bin' | 'count', unknown>>`
    select strftime('%Y-%m-%dT%H:%M:00.000Z', unixepoch("createdAt") / 900 * 900, 'unixepoch') as "bucket",
      ifnull("userId", '') as "userId", "sessionId",
      case when "answeredAfter" < 1 then 0 else 1 + cast(ln("answeredAfter") / ln(1.09) as integer) end as "bin",
      count(*) as "count"
    from "messages" where "answeredAfter" is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
  `.execute(database);
  return {
    messages: inOrder(messages),
    conversations: { ...conversations[0] },
    agents: agents.map((agent) => ({ ...agent })),
    firstReplies: firstReplies.map(({ bucket, userId, sessionId, bin, count }) =>
      [bucket, userId, sessionId, bin, count].join(' '),
    ),
  };
}

function inOrder(rows: MessageCounts[]) {
  const lines = rows.map(({ clientCode, bucket, userId, sessionId, author, ...counts }) => ({
    key: [clientCode, bucket, userId, sessionId, author].join(' '),
    ...counts,
  }));
  return lines.sort((a, b) => (a.key < b.key ? -1 : 1));
}

import { sql, type Kysely } from 'kysely';

/** Counters kept as rows; filled once from what is there, and from then on by whoever changes what they count. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;

  await schema
    .createTable('messageCounts')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('received', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('sent', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('delivered', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('read', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('failed', 'bigint', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('messageCountsKey', ['clientCode', 'bucket', 'userId', 'sessionId', 'author'])
    .execute();

  await schema
    .createTable('conversationCounts')
    .addColumn('clientCode', 'text', (c) => c.primaryKey().references('clients.clientCode'))
    .addColumn('openConversations', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('unassigned', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('unread', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();

  // Messages that count for nothing yet (queued, uncertain) make no row, as in the running product.
  await sql`
    insert into "messageCounts"
      ("clientCode", "bucket", "userId", "sessionId", "author", "received", "sent", "delivered", "read", "failed")
    select
      "clientCode",
      substr("createdAt", 1, 14)
        || case
          when substr("createdAt", 15, 2) < '15' then '00'
          when substr("createdAt", 15, 2) < '30' then '15'
          when substr("createdAt", 15, 2) < '45' then '30'
          else '45'
        end
        || ':00.000Z' as "quarter",
      coalesce("userId", '') as "agent",
      "sessionId",
      "author",
      sum(case when "fromMe" = 0 then 1 else 0 end),
      sum(case when "fromMe" = 1 and "status" in ('sent', 'delivered', 'read') then 1 else 0 end),
      sum(case when "fromMe" = 1 and "status" in ('delivered', 'read') then 1 else 0 end),
      sum(case when "fromMe" = 1 and "status" = 'read' then 1 else 0 end),
      sum(case when "fromMe" = 1 and "status" = 'failed' then 1 else 0 end)
    from "messages"
    where "fromMe" = 0 or "status" in ('sent', 'delivered', 'read', 'failed')
    group by "clientCode", "quarter", "agent", "sessionId", "author"
  `.execute(database);

  await sql`
    insert into "conversationCounts" ("clientCode", "openConversations", "unassigned", "unread")
    select
      "clientCode",
      count(*),
      sum(case when "assignedTo" is null then 1 else 0 end),
      sum(case when "unread" > 0 then 1 else 0 end)
    from "conversations"
    where "status" = 'open'
    group by "clientCode"
  `.execute(database);
}

import { sql, type Kysely } from 'kysely';

/** Who waits for an answer, how long first replies took, and how many conversations there were at any time. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema.alterTable('conversations').addColumn('waitingSince', 'text').execute();
  await schema.alterTable('messages').addColumn('answeredAfter', 'integer').execute();
  for (const counts of ['conversationCounts', 'agentCounts']) {
    await schema
      .alterTable(counts)
      .addColumn('waiting', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  }
  await schema
    .createTable('conversationCountsByQuarter')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('openConversations', 'bigint', (c) => c.notNull())
    .addColumn('unassigned', 'bigint', (c) => c.notNull())
    .addColumn('unread', 'bigint', (c) => c.notNull())
    .addColumn('waiting', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('conversationCountsByQuarterKey', ['clientCode', 'bucket'])
    .execute();
  await schema
    .createTable('firstReplyCounts')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('bin', 'integer', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('firstReplyCountsKey', ['clientCode', 'bucket', 'userId', 'sessionId', 'bin'])
    .execute();
  await fillWaits(database);
  await countReplies(database);
  await schema
    .createIndex('conversationsWaiting')
    .on('conversations')
    .columns(['clientCode', 'waitingSince', 'assignedTo'])
    .where('waitingSince', 'is not', null)
    .execute();
}

/** Between two answers, or a closing, lies a stretch; the contact waits from the first message of theirs in it. */
const stretches = sql`
  with "said" as (
    select "messages"."id", "conversationId", "position",
      case when "fromMe" = 0 then 'question' when "type" = 'system' then 'closing' else 'answer' end as "part",
      min("sentAt", "messages"."createdAt") as "at"
    from "messages" join "contacts" on "contacts"."id" = "messages"."contactId" and "contacts"."kind" = 'person'
    where ("type" not in ('note', 'system', 'reaction') and ("fromMe" = 0 or "author" in ('user', 'phone')))
      or ("type" = 'system' and "details" like '%"code":"closed"%')
  ),
  "inStretches" as (
    select *, sum("part" <> 'question') over (partition by "conversationId" order by "position")
      - ("part" <> 'question') as "stretch"
    from "said"
  ),
  "waits" as (
    select "conversationId", "stretch", min("at") as "since", sum("part" <> 'question') as "ends"
    from "inStretches" group by "conversationId", "stretch" having sum("part" = 'question') > 0
  )
`;

async function fillWaits(database: Kysely<unknown>): Promise<void> {
  await sql`
    ${stretches}
    update "messages" set "answeredAfter" = max(0, round((julianday("replies"."at") - julianday("since")) * 86400))
    from "inStretches" as "replies"
    join "waits" on "waits"."conversationId" = "replies"."conversationId" and "waits"."stretch" = "replies"."stretch"
    where "replies"."id" = "messages"."id" and "replies"."part" = 'answer'
  `.execute(database);
  await sql`
    ${stretches}
    update "conversations" set "waitingSince" = "since" from "waits"
    where "waits"."conversationId" = "conversations"."id" and "ends" = 0 and "status" = 'open'
  `.execute(database);
  await sql`
    update "conversationCounts" set "waiting" = (
      select count(*) from "conversations"
      where "conversations"."clientCode" = "conversationCounts"."clientCode" and "waitingSince" is not null
    )
  `.execute(database);
  await sql`
    update "agentCounts" set "waiting" = (
      select count(*) from "conversations"
      where "conversations"."clientCode" = "agentCounts"."clientCode" and "assignedTo" = "userId"
        and "waitingSince" is not null
    )
  `.execute(database);
}

/** The bins as they were when this was written: see `reply-bins` in dashboard. */
async function countReplies(database: Kysely<unknown>): Promise<void> {
  await sql`
    insert into "firstReplyCounts" ("clientCode", "bucket", "userId", "sessionId", "bin", "count")
    select "clientCode",
      substr("createdAt", 1, 14)
        || case
          when substr("createdAt", 15, 2) < '15' then '00'
          when substr("createdAt", 15, 2) < '30' then '15'
          when substr("createdAt", 15, 2) < '45' then '30'
          else '45'
        end
        || ':00.000Z' as "quarter",
      coalesce("userId", '') as "agent", "sessionId",
      case when "answeredAfter" < 1 then 0 else 1 + cast(ln("answeredAfter") / ln(1.09) as integer) end as "waited",
      count(*)
    from "messages" where "answeredAfter" is not null
    group by "clientCode", "quarter", "agent", "sessionId", "waited"
  `.execute(database);
}

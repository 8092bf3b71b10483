import { sql, type Kysely } from 'kysely';

/**
 * A merge that is under way can be taken back, follows a contact who turns out to be another one, and is never lost with one:
 * nothing may delete a contact whom it names.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema.alterTable('contactMerges').renameTo('earlierMerges').execute();
  await schema.dropIndex('contactMergesInto').execute();
  await schema
    .createTable('contactMerges')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('fromId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('intoId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('refused', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('contactMergesFrom').on('contactMerges').column('fromId').execute();
  await schema.createIndex('contactMergesInto').on('contactMerges').column('intoId').execute();
  await schema
    .createTable('movedHistory')
    .addColumn('mergeId', 'text', (c) => c.notNull().references('contactMerges.id').onDelete('cascade'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.references('conversations.id'))
    .addColumn('messageIds', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('movedHistoryKey', ['mergeId', 'place'])
    .execute();
  await schema.createIndex('movedHistoryOfConversation').on('movedHistory').column('conversationId').execute();
  await moveMerges(database);
  await schema.dropTable('earlierMerges').execute();
}

/** Without what they were judged by they are judged anew before their end. */
async function moveMerges(database: Kysely<unknown>): Promise<void> {
  await sql`
    insert into "contactMerges" ("id", "fromId", "intoId", "clientCode", "decision", "at")
    select "merge"."fromId", "merge"."fromId", "merge"."intoId", "merge"."clientCode",
      json_set("merge"."decision", '$.phoneNumber', case json_extract("merge"."decision", '$.number')
        when 'this' then "into"."phoneNumber" when 'other' then "from"."phoneNumber" end),
      "merge"."at"
    from "earlierMerges" as "merge"
    join "contacts" as "into" on "into"."id" = "merge"."intoId"
    join "contacts" as "from" on "from"."id" = "merge"."fromId"
  `.execute(database);
}

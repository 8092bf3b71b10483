import { sql, type Kysely } from 'kysely';

/** What a team needs beside messages: replies, reactions, files, labels, canned replies, settings, and a search in texts. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await extendMessages(database);
  await extendContacts(database);
  await createLabels(database);
  await createSettings(database);
  await createMedia(database);
  await extendCounters(database);
  await createMessageSearch(database);
}

async function extendMessages({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('messages').addColumn('replyToId', 'text').execute();
  await schema.alterTable('messages').addColumn('mediaId', 'text').execute();
  await schema.alterTable('messages').addColumn('details', 'text').execute();
  await schema
    .createIndex('messagesInReply')
    .on('messages')
    .columns(['replyToId', 'position'])
    .where('replyToId', 'is not', null)
    .execute();
}

async function extendContacts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('contacts')
    .addColumn('notes', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await schema
    .alterTable('contacts')
    .addColumn('fields', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
  await schema
    .alterTable('contacts')
    .addColumn('namedByTeam', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex('contactsByName').on('contacts').columns(['clientCode', 'searchText', 'id']).execute();
}

async function createLabels({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('labels')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('colour', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('labelByName', ['clientCode', 'name'])
    .execute();
  await schema
    .createTable('conversationLabels')
    .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('labelId', 'text', (c) => c.notNull().references('labels.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('conversationLabelsKey', ['conversationId', 'labelId'])
    .execute();
  await schema.createIndex('conversationsOfLabel').on('conversationLabels').column('labelId').execute();
  await schema
    .createTable('cannedReplies')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('shortcut', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('cannedReplyByShortcut', ['clientCode', 'shortcut'])
    .execute();
}

async function createSettings({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('clientSettings')
    .addColumn('clientCode', 'text', (c) => c.primaryKey().references('clients.clientCode'))
    .addColumn('settings', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('preferences')
    .addColumn('userId', 'text', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('preferences', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('pushSubscriptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('userId', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('signInId', 'text', (c) => c.notNull().references('signIns.id').onDelete('cascade'))
    .addColumn('endpoint', 'text', (c) => c.notNull().unique())
    .addColumn('keys', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('pushSubscriptionsOfClient').on('pushSubscriptions').column('clientCode').execute();
  await schema.createIndex('pushSubscriptionsOfSignIn').on('pushSubscriptions').column('signInId').execute();
}

async function createMedia({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('media')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('messageId', 'text')
    .addColumn('uploadedBy', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('mimeType', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('fileName', 'text')
    .addColumn('sha256', 'text')
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('seconds', 'integer')
    .addColumn('voice', 'integer', (c) => c.notNull())
    .addColumn('thumbnail', 'blob')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('nextTryAt', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('mediaOfMessage').on('media').column('messageId').execute();
  await schema.createIndex('mediaToFetch').on('media').column('nextTryAt').where('nextTryAt', 'is not', null).execute();
}

async function extendCounters(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .alterTable('conversationCounts')
    .addColumn('closedConversations', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('agentCounts')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('open', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('unread', 'bigint', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('agentCountsKey', ['clientCode', 'userId'])
    .execute();
  await sql`
    insert into "conversationCounts" ("clientCode", "closedConversations")
    select "clientCode", count(*) from "conversations" where "status" = 'closed' group by "clientCode"
    on conflict ("clientCode") do update set "closedConversations" = excluded."closedConversations"
  `.execute(database);
  await sql`
    insert into "agentCounts" ("clientCode", "userId", "open", "unread")
    select "clientCode", "assignedTo", count(*), sum(case when "unread" > 0 then 1 else 0 end)
    from "conversations" where "status" = 'open' and "assignedTo" is not null
    group by "clientCode", "assignedTo"
  `.execute(database);
  await schema
    .createIndex('conversationsByStatus')
    .on('conversations')
    .columns(['clientCode', 'status', 'updatedAt', 'id'])
    .execute();
  await schema
    .createIndex('conversationsOfAgent')
    .on('conversations')
    .columns(['clientCode', 'status', 'assignedTo', 'updatedAt', 'id'])
    .execute();
  await schema.dropIndex('conversationsByTime').execute();
}

/**
 * SQLite's own full-text search. `scope` holds the client and the conversation as words, so that one index serves all and a
 * search never leaves its client. Rows are added in the order messages are stored: the newest hits are the highest rows.
 */
async function createMessageSearch(database: Kysely<unknown>): Promise<void> {
  await sql`
    create virtual table "messageSearch" using fts5(
      "messageId" unindexed, "scope", "text",
      tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    )
  `.execute(database);
  await sql`
    insert into "messageSearch" ("messageId", "scope", "text")
    select "id", 'k' || lower(hex("clientCode")) || ' c' || replace("conversationId", '-', ''), "text"
    from "messages" where "text" is not null and "text" <> '' order by "position"
  `.execute(database);
}

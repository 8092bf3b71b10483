import { sql, type Kysely } from 'kysely';

const COLUMNS = [
  'id',
  'clientCode',
  'version',
  'conversationId',
  'contactId',
  'sessionId',
  'position',
  'whatsappId',
  'fromMe',
  'participantId',
  'participantKey',
  'clientMessageId',
  'author',
  'userId',
  'type',
  'text',
  'content',
  'status',
  'error',
  'sentAt',
  'createdAt',
  'replyToId',
  'mediaId',
  'details',
  'answeredAfter',
] as const;

/** Their rows name messages, and would go with them. */
const REFERRING = ['outbox', 'readReceipts'] as const;

/**
 * A message is stored with three index entries fewer. Its unique key begins with the session, so that ticks find it by the
 * same one; only what has a `clientMessageId` is in the index of those; and the contact and the session, which are those of
 * the conversation, are references there alone. SQLite changes a key only by writing the table anew.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const table of REFERRING) {
    await sql`create temporary table ${sql.table(`kept-${table}`)} as select * from ${sql.table(table)}`.execute(
      database,
    );
    await sql`delete from ${sql.table(table)}`.execute(database);
  }
  await createMessages(database);
  await moveMessages(database);
  await createIndexes(database);
  for (const table of REFERRING) {
    await sql`insert into ${sql.table(table)} select * from ${sql.table(`kept-${table}`)}`.execute(database);
    await sql`drop table ${sql.table(`kept-${table}`)}`.execute(database);
  }
}

async function createMessages({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('messagesWithNewKey')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('contactId', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('whatsappId', 'text', (c) => c.notNull())
    .addColumn('fromMe', 'integer', (c) => c.notNull())
    .addColumn('participantId', 'text', (c) => c.references('contacts.id'))
    .addColumn('participantKey', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('clientMessageId', 'text')
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('userId', 'text')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('text', 'text')
    .addColumn('content', 'blob')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('error', 'text')
    .addColumn('sentAt', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('replyToId', 'text')
    .addColumn('mediaId', 'text')
    .addColumn('details', 'text')
    .addColumn('answeredAfter', 'integer')
    .addUniqueConstraint('oneBubblePerSendersWhatsAppId', [
      'sessionId',
      'whatsappId',
      'conversationId',
      'fromMe',
      'participantKey',
    ])
    .execute();
}

async function moveMessages(database: Kysely<unknown>): Promise<void> {
  const columns = sql.join(COLUMNS.map((column) => sql.ref(column)));
  await sql`insert into "messagesWithNewKey" (${columns}) select ${columns} from "messages" order by rowid`.execute(
    database,
  );
  await database.schema.dropTable('messages').execute();
  await database.schema.alterTable('messagesWithNewKey').renameTo('messages').execute();
}

async function createIndexes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createIndex('oneMessageOfClientMessageId')
    .unique()
    .on('messages')
    .columns(['clientCode', 'clientMessageId'])
    .where('clientMessageId', 'is not', null)
    .execute();
  await schema.createIndex('messagesInOrder').on('messages').columns(['conversationId', 'position']).execute();
  await schema
    .createIndex('messagesOfParticipant')
    .on('messages')
    .column('participantId')
    .where('participantId', 'is not', null)
    .execute();
  await schema
    .createIndex('messagesInReply')
    .on('messages')
    .columns(['replyToId', 'position'])
    .where('replyToId', 'is not', null)
    .execute();
  await schema
    .createIndex('filesOfContact')
    .on('messages')
    .columns(['contactId', 'position', 'type'])
    .where(sql.ref('mediaId'), 'is not', null)
    .execute();
}

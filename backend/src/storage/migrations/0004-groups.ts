import type { Kysely } from 'kysely';

const MESSAGE_COLUMNS = [
  'id',
  'clientCode',
  'version',
  'conversationId',
  'contactId',
  'sessionId',
  'position',
  'whatsappId',
  'fromMe',
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
] as const;
const OUTBOX_COLUMNS = [
  'messageId',
  'clientCode',
  'sessionId',
  'conversationId',
  'position',
  'attempts',
  'nextTryAt',
] as const;

interface Copied {
  messages: Record<(typeof MESSAGE_COLUMNS)[number], unknown>;
  messagesWithSender: Copied['messages'];
  outbox: Record<(typeof OUTBOX_COLUMNS)[number], unknown>;
  outboxOfSender: Copied['outbox'];
}

/**
 * Groups as contacts, and who wrote what in them. In a group a WhatsApp id is unique per sender only, so the sender becomes
 * part of the key of a message; SQLite changes a key only by writing the table anew, and the outbox that refers to it.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await addGroupContacts(database);
  await createMessages(database);
  await createOutbox(database);
  await moveRows(database);
  await createIndexes(database);
}

async function addGroupContacts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('contacts')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('person'))
    .execute();
  await schema.alterTable('contacts').addColumn('groupId', 'text').execute();
  await schema.createIndex('contactByGroupId').unique().on('contacts').columns(['clientCode', 'groupId']).execute();
}

async function createMessages({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('messagesWithSender')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id'))
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
    .addUniqueConstraint('oneBubblePerSendersWhatsAppId', ['conversationId', 'whatsappId', 'fromMe', 'participantKey'])
    .addUniqueConstraint('oneMessageOfClientMessageId', ['clientCode', 'clientMessageId'])
    .execute();
}

async function createOutbox({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('outboxOfSender')
    .addColumn('messageId', 'text', (c) => c.primaryKey().references('messagesWithSender.id'))
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('nextTryAt', 'text', (c) => c.notNull())
    .execute();
}

/** Both tables under their old names; a reference follows the table it names. */
async function moveRows(database: Kysely<Copied>): Promise<void> {
  const { schema } = database;
  await database
    .insertInto('messagesWithSender')
    .columns(MESSAGE_COLUMNS)
    .expression((eb) => eb.selectFrom('messages').select(MESSAGE_COLUMNS))
    .execute();
  await database
    .insertInto('outboxOfSender')
    .columns(OUTBOX_COLUMNS)
    .expression((eb) => eb.selectFrom('outbox').select(OUTBOX_COLUMNS))
    .execute();
  await schema.dropTable('outbox').execute();
  await schema.dropTable('messages').execute();
  await schema.alterTable('messagesWithSender').renameTo('messages').execute();
  await schema.alterTable('outboxOfSender').renameTo('outbox').execute();
}

async function createIndexes({ schema }: Kysely<unknown>): Promise<void> {
  await schema.createIndex('messagesInOrder').on('messages').columns(['conversationId', 'position']).execute();
  await schema.createIndex('messagesByWhatsAppId').on('messages').columns(['sessionId', 'whatsappId']).execute();
  await schema
    .createIndex('messagesOfParticipant')
    .on('messages')
    .column('participantId')
    .where('participantId', 'is not', null)
    .execute();
  await schema.createIndex('outboxInOrder').on('outbox').columns(['sessionId', 'position']).execute();
  await schema.createIndex('outboxOfConversation').on('outbox').columns(['conversationId', 'position']).execute();
}

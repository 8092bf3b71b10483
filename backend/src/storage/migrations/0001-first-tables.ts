import type { Kysely } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;

  await schema
    .createTable('clients')
    .addColumn('clientCode', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('timeZone', 'text', (c) => c.notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('users')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.references('clients.clientCode'))
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('passwordHash', 'text', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('usersOfClient').on('users').columns(['clientCode', 'createdAt']).execute();

  await schema
    .createTable('signIns')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('signInsOfUser').on('signIns').column('userId').execute();

  await schema
    .createTable('whatsappSessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phoneNumber', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('retryAt', 'text')
    .addColumn('linked', 'integer', (c) => c.notNull())
    .addColumn('removedAt', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('whatsappSessionsOfClient').on('whatsappSessions').column('clientCode').execute();

  await schema
    .createTable('whatsappKeys')
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('value', 'blob', (c) => c.notNull())
    .addPrimaryKeyConstraint('whatsappKeysKey', ['sessionId', 'type', 'id'])
    .execute();

  await schema
    .createTable('contacts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phoneNumber', 'text')
    .addColumn('lid', 'text')
    .addColumn('stage', 'text')
    .addColumn('searchText', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('contactByPhoneNumber', ['clientCode', 'phoneNumber'])
    .addUniqueConstraint('contactByLid', ['clientCode', 'lid'])
    .execute();

  await schema
    .createTable('conversations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id'))
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('unread', 'integer', (c) => c.notNull())
    .addColumn('lastMessageId', 'text')
    .addColumn('assignedTo', 'text', (c) => c.references('users.id'))
    .addColumn('botEnabled', 'integer', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('conversationOfContactOnSession', ['clientCode', 'sessionId', 'contactId'])
    .execute();
  await schema
    .createIndex('conversationsByTime')
    .on('conversations')
    .columns(['clientCode', 'updatedAt', 'id'])
    .execute();
  await schema.createIndex('conversationsOfContact').on('conversations').column('contactId').execute();

  await schema
    .createTable('messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('whatsappId', 'text', (c) => c.notNull())
    .addColumn('fromMe', 'integer', (c) => c.notNull())
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
    .addUniqueConstraint('oneBubblePerWhatsAppId', ['conversationId', 'whatsappId', 'fromMe'])
    .addUniqueConstraint('oneMessagePerClientMessageId', ['clientCode', 'clientMessageId'])
    .execute();
  await schema.createIndex('messagesInOrder').on('messages').columns(['conversationId', 'position']).execute();
  await schema.createIndex('messagesByWhatsAppId').on('messages').columns(['sessionId', 'whatsappId']).execute();

  await schema
    .createTable('outbox')
    .addColumn('messageId', 'text', (c) => c.primaryKey().references('messages.id'))
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('conversationId', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('nextTryAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('outboxInOrder').on('outbox').columns(['sessionId', 'position']).execute();
  await schema.createIndex('outboxOfConversation').on('outbox').columns(['conversationId', 'position']).execute();

  await schema
    .createTable('events')
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('eventsKey', ['clientCode', 'seq'])
    .execute();
}

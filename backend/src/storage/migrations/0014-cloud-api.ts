import type { Kysely } from 'kysely';

/** Lines over Meta's Cloud API, their templates, and what Meta knows people by. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createLines(database);
  await createTemplates(database);
  await createBusinessUsers(database);
  await createNotices(database);
  await database.schema.alterTable('conversations').addColumn('windowEndsAt', 'text').execute();
}

async function createLines({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('cloudApiLines')
    .addColumn('sessionId', 'text', (c) => c.primaryKey().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('phoneNumberId', 'text', (c) => c.notNull())
    .addColumn('businessAccountId', 'text', (c) => c.notNull())
    .addColumn('verifyToken', 'text', (c) => c.notNull())
    .addColumn('verifiedName', 'text')
    .addColumn('quality', 'text', (c) => c.notNull())
    .addColumn('throughput', 'integer', (c) => c.notNull())
    .addColumn('messagingLimit', 'text')
    .addColumn('tokenExpiresAt', 'text')
    .addColumn('webhookVerifiedAt', 'text')
    .addColumn('lastWebhookAt', 'text')
    .addColumn('templatesSyncedAt', 'text')
    .execute();
  await schema
    .createTable('cloudApiFiles')
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('mimeType', 'text', (c) => c.notNull())
    .addColumn('metaId', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('cloudApiFilesKey', ['sessionId', 'sha256', 'mimeType'])
    .execute();
}

async function createTemplates({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('messageTemplates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('metaId', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('components', 'text', (c) => c.notNull())
    .addUniqueConstraint('messageTemplateByMetaId', ['sessionId', 'metaId'])
    .execute();
}

async function createBusinessUsers({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('businessUsers')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('businessUsersKey', ['sessionId', 'userId'])
    .execute();
  await schema.createIndex('businessUsersOfContact').on('businessUsers').column('contactId').execute();
}

async function createNotices({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('cloudApiNotices')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('cloudApiNoticesByAge').on('cloudApiNotices').column('at').execute();
}

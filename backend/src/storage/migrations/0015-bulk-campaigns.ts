import type { Kysely } from 'kysely';

const COUNTS = [
  'total',
  'pending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'uncertain',
  'answered',
  'optedOut',
];

/** One message to many: campaigns, whom they go to, what their lines have sent, and who wants none. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createCampaigns(database);
  await createRecipients(database);
  await createLines(database);
  await createOptOuts(database);
}

async function createCampaigns({ schema }: Kysely<unknown>): Promise<void> {
  let campaigns = schema
    .createTable('bulkCampaigns')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id'))
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('stopped', 'text')
    .addColumn('waitingFor', 'text')
    .addColumn('waitingUntil', 'text')
    .addColumn('message', 'text')
    .addColumn('mediaId', 'text')
    .addColumn('pace', 'text', (c) => c.notNull());
  for (const count of COUNTS) campaigns = campaigns.addColumn(count, 'integer', (c) => c.notNull().defaultTo(0));
  await campaigns
    .addColumn('createdBy', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('startAt', 'text')
    .addColumn('startedAt', 'text')
    .addColumn('finishedAt', 'text')
    .addColumn('lastSentAt', 'text')
    .addColumn('judgedSince', 'text')
    .execute();
  await schema
    .createIndex('bulkCampaignsByTime')
    .on('bulkCampaigns')
    .columns(['clientCode', 'createdAt', 'id'])
    .execute();
  await schema.createIndex('bulkCampaignsOfLine').on('bulkCampaigns').columns(['sessionId', 'status']).execute();
  await schema.createIndex('bulkCampaignsUnderWay').on('bulkCampaigns').columns(['status', 'clientCode']).execute();
  await schema.createIndex('bulkCampaignsWithFile').on('bulkCampaigns').column('mediaId').execute();
}

async function createRecipients({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('bulkRecipients')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('campaignId', 'text', (c) => c.notNull().references('bulkCampaigns.id').onDelete('cascade'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('phoneNumber', 'text', (c) => c.notNull())
    .addColumn('numberKey', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('variables', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('messageId', 'text', (c) => c.unique())
    .addColumn('contactId', 'text')
    .addColumn('conversationId', 'text')
    .addColumn('sentAt', 'text')
    .addColumn('answeredAt', 'text')
    .addColumn('optedOutAt', 'text')
    .addUniqueConstraint('bulkRecipientOnce', ['campaignId', 'numberKey'])
    .execute();
  await schema.createIndex('bulkRecipientsInOrder').on('bulkRecipients').columns(['campaignId', 'place']).execute();
  await schema
    .createIndex('bulkRecipientsByStatus')
    .on('bulkRecipients')
    .columns(['campaignId', 'status', 'place'])
    .execute();
  await schema.createIndex('bulkRecipientsBySending').on('bulkRecipients').columns(['campaignId', 'sentAt']).execute();
  await schema.createIndex('bulkRecipientsOfContact').on('bulkRecipients').column('contactId').execute();
  await schema.createIndex('bulkRecipientsOfConversation').on('bulkRecipients').column('conversationId').execute();
}

async function createLines({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('bulkLines')
    .addColumn('sessionId', 'text', (c) => c.primaryKey().references('whatsappSessions.id'))
    .addColumn('lastAt', 'text', (c) => c.notNull())
    .addColumn('draw', 'real', (c) => c.notNull())
    .execute();
  await schema
    .createTable('bulkLineDays')
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('sent', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('bulkLineDaysKey', ['sessionId', 'day'])
    .execute();
}

async function createOptOuts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('optOuts')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('numberKey', 'text', (c) => c.notNull())
    .addColumn('phoneNumber', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('word', 'text')
    .addPrimaryKeyConstraint('optOutsKey', ['clientCode', 'numberKey'])
    .execute();
  await schema
    .createTable('optOutRules')
    .addColumn('clientCode', 'text', (c) => c.primaryKey().references('clients.clientCode'))
    .addColumn('rules', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('consents')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('numberKey', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('consentsKey', ['clientCode', 'numberKey'])
    .execute();
}

import type { Kysely } from 'kysely';

/** The bot of a client: its switch, its rules, and the files that they send. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('bots')
    .addColumn('clientCode', 'text', (c) => c.primaryKey().references('clients.clientCode'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('rules', 'text', (c) => c.notNull())
    .addColumn('hours', 'text', (c) => c.notNull())
    .addColumn('humanizer', 'text', (c) => c.notNull())
    .addColumn('limits', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text')
    .execute();
  await schema
    .createTable('botFiles')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('mediaId', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('botFilesKey', ['clientCode', 'mediaId'])
    .execute();
  await schema.createIndex('botFilesByMedia').on('botFiles').column('mediaId').execute();
}

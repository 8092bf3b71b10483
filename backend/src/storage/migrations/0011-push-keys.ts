import type { Kysely } from 'kysely';

/** The pair of keys (VAPID) by which push services know this installation; browsers are bound to the public one. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('pushKeys')
    .addColumn('publicKey', 'text', (c) => c.primaryKey())
    .addColumn('privateKey', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
}

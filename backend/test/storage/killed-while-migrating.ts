import type { Migration } from 'kysely/migration';
import { Store } from '../../src/storage/index.ts';

/** A process of its own that dies amid its migrations: some are through, one has begun. Its argument is the database. */
const through: Migration = {
  up: async ({ schema }) => {
    await schema.createTable('through').addColumn('id', 'text').execute();
  },
};
const begun: Migration = {
  up: async ({ schema }) => {
    await schema.createTable('begun').addColumn('id', 'text').execute();
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  },
};

await Store.open(process.argv[2] ?? '', () => new Date(), { '0001-through': through, '0002-begun': begun });

import { SqliteAdapter, SqliteDialect } from 'kysely';

/**
 * Kysely takes it that SQLite cannot change tables in a transaction. It can, and all pending migrations are one with the rows
 * that say they ran: otherwise a process killed in between leaves a database that no later start can migrate.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

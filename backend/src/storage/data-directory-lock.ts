import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataDirectoryLock {
  release(): void;
}

/**
 * Makes sure that one process alone works in `DATA_DIR`. SQLite's own lock is used because the operating system drops it
 * with the process, `kill -9` included; a lock file would stay behind.
 */
export function lockDataDirectory(dataDirectory: string): DataDirectoryLock {
  const database = new DatabaseSync(join(dataDirectory, 'process.lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    database.close();
    throw new Error(
      `Another process is already running in DATA_DIR (${dataDirectory}). Stop it, or use another DATA_DIR.`,
      {
        cause: error,
      },
    );
  }
  return {
    release: () => {
      database.close();
    },
  };
}

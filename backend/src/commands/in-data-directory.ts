import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDirectory } from '../data-directory.ts';
import { createLogger, readSettings, type Logger, type Settings } from '../operations/index.ts';
import { Store } from '../storage/index.ts';
import { CommandError } from './command-error.ts';

export interface Installation {
  settings: Settings;
  store: Store;
  /** Writes warnings and errors to stderr. */
  logger: Logger;
}

/**
 * Works on the data of the stopped server that these settings belong to, and alone: throws `SettingsError` while the server
 * runs.
 */
export async function inDataDirectory<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const database = join(settings.dataDirectory, 'condorito.db');
  if (!existsSync(database)) {
    throw new CommandError(`DATA_DIR should be the data directory of the server: there is no ${database}.`);
  }
  const lock = openDataDirectory(settings.dataDirectory);
  try {
    const store = await Store.open(database);
    try {
      const logger = createLogger({ level: 'warn', json: false }, process.stderr);
      return await work({ settings, store, logger });
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

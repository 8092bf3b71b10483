import { mkdirSync } from 'node:fs';
import { SettingsError } from './operations/index.ts';
import { lockDataDirectory, type DataDirectoryLock } from './storage/index.ts';

/** Makes `DATA_DIR` and takes it for this process alone; a `SettingsError` says why it cannot be had. */
export function openDataDirectory(directory: string): DataDirectoryLock {
  try {
    mkdirSync(directory, { recursive: true });
    return lockDataDirectory(directory);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`DATA_DIR should be a folder that this process can use alone. ${reason}`, { cause: error });
  }
}

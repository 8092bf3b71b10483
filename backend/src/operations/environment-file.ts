import { SettingsError } from './settings.ts';

/**
 * Takes settings from the `.env` of the working folder, where there is one; what the environment says itself wins. Throws
 * `SettingsError` where it cannot be read.
 */
export function loadEnvironmentFile(): void {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new SettingsError(`.env should be a file that can be read: ${message}`);
  }
}

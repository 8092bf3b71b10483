import { randomBytes } from 'node:crypto';
import { SettingsError, type Logger, type Settings } from '../operations/index.ts';
import { SecretBox, type Store } from '../storage/index.ts';
import { fitKeys, isAnythingSealed } from './fitting-keys.ts';
import { KeyFile } from './key-file.ts';

export interface KeyOptions {
  store: Store;
  settings: Pick<Settings, 'dataDirectory' | 'credentialsKeys'>;
  logger: Logger;
}

/**
 * The box that opens what is stored, with the keys of `CREDENTIALS_KEY`, or with those in `DATA_DIR`, where one is made at
 * the first start. Throws `SettingsError` where they are not the keys of this database.
 */
export async function openSecretBox({ store, settings, logger }: KeyOptions): Promise<SecretBox> {
  const { dataDirectory, credentialsKeys } = settings;
  if (credentialsKeys.length > 0) {
    await assertFit(store, credentialsKeys, 'CREDENTIALS_KEY');
    return new SecretBox(credentialsKeys);
  }
  const file = new KeyFile(dataDirectory);
  let keys = file.read();
  if (!keys) {
    if (await isAnythingSealed(store)) throw missing(file.path);
    keys = [randomBytes(32)];
    file.write(keys);
  }
  if (file.isOpenToOthers()) {
    logger.warn(`${file.path} can be read by others than its owner: take these rights away (chmod 600)`);
  }
  await assertFit(store, keys, file.path);
  return new SecretBox(keys);
}

async function assertFit(store: Store, keys: readonly Buffer[], place: string): Promise<void> {
  const fit = await fitKeys(store, keys);
  if (fit === 'none') {
    throw new SettingsError(
      `${place} should hold the key that has encrypted what is in DATA_DIR: this one opens none of it. ` +
        `To change the key, give the new one in front of the old one and run "npm run credentials:rotate".`,
    );
  }
  if (fit === 'some') {
    throw new SettingsError(
      `${place} should still hold an older key as well: a part of what is in DATA_DIR is encrypted with it. ` +
        `Add it behind the others; "npm run credentials:rotate" makes it superfluous.`,
    );
  }
}

function missing(path: string): SettingsError {
  return new SettingsError(
    `CREDENTIALS_KEY should be given, or ${path} be there: DATA_DIR holds data that was encrypted with a key. ` +
      'Put the key back from a backup; if it is lost for good, run "npm run credentials:rotate -- --lost-key".',
  );
}

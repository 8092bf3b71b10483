import { randomBytes } from 'node:crypto';
import { SecretBox, type Store } from '../storage/index.ts';
import { resealEverything } from './every-sealed.ts';
import { replaceChecks } from './key-checks.ts';
import { KeyFile } from './key-file.ts';
import { openSecretBox, type KeyOptions } from './open-secret-box.ts';

/** What came of a rotation: how many stored keys have a new cover, and how many none of the keys could open. */
export interface Rotation {
  resealed: number;
  unreadable: number;
  /** How many keys of `CREDENTIALS_KEY` are superfluous now; undefined where the keys lie in `DATA_DIR`. */
  superfluous?: number;
  /** Where the key file of `DATA_DIR` lies as it was, when a key of it was given up. */
  setAside?: string;
}

/**
 * Encrypts everything anew with the first key of `CREDENTIALS_KEY`, or with a new one in `DATA_DIR`. At every moment the
 * keys that are stored open everything that is stored, so after a crash it is simply run again. Unless a key is given up
 * as lost, throws `SettingsError` where the keys do not fit. Where one is, those that are whole in the file still count, and
 * the file as it was is kept beside it.
 */
export async function rotateKeys(options: KeyOptions, { keyIsLost = false } = {}): Promise<Rotation> {
  const { store, settings } = options;
  if (!keyIsLost) await openSecretBox(options);
  const { credentialsKeys } = settings;
  if (credentialsKeys.length > 0) {
    return { ...(await reseal(store, credentialsKeys)), superfluous: credentialsKeys.length - 1 };
  }
  const file = new KeyFile(settings.dataDirectory);
  const setAside = keyIsLost ? file.setAside() : undefined;
  const present = keyIsLost ? file.readWhole() : (file.read() ?? []);
  // Several are what a rotation has left that was interrupted: it goes on with the key it had made.
  const keys = present.length > 1 && !keyIsLost ? present : [randomBytes(32), ...present];
  file.write(keys);
  const result = await reseal(store, keys);
  file.write(keys.slice(0, 1));
  return { ...result, ...(setAside !== undefined && { setAside }) };
}

function reseal(store: Store, keys: readonly Buffer[]): Promise<{ resealed: number; unreadable: number }> {
  return store.write(async (writing) => {
    await replaceChecks(writing, keys.slice(0, 1));
    return resealEverything(writing, new SecretBox(keys));
  });
}

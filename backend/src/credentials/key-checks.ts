import { randomBytes, randomUUID } from 'node:crypto';
import { SecretBox, type Reading, type Writing } from '../storage/index.ts';

/** How long what is sealed for a check is; what it says does not matter. */
const CHECK_BYTES = 16;

/** What each key that has sealed something here has sealed to be recognised by. */
export async function readChecks(database: Reading): Promise<Uint8Array[]> {
  const rows = await database.selectFrom('credentialsChecks').select('value').execute();
  return rows.map(({ value }) => value);
}

/** From here on a start needs each of these keys. */
export async function replaceChecks({ database }: Writing, keys: readonly Buffer[]): Promise<void> {
  await database.deleteFrom('credentialsChecks').execute();
  for (const key of keys) {
    const value = new SecretBox([key]).seal(randomBytes(CHECK_BYTES));
    await database.insertInto('credentialsChecks').values({ id: randomUUID(), value }).execute();
  }
}

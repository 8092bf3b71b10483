import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readResponder, saveResponder } from '../../src/bot-plans/index.ts';
import { openSecretBox, rotateKeys, type Rotation } from '../../src/credentials/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { KeyStore, UnreadableKeys } from '../../src/whatsapp/whatsapp-web/index.ts';

/** A `DATA_DIR` that is started, written to and stopped with one key or another. */
export class KeyHouse {
  readonly directory = mkdtempSync(join(tmpdir(), 'condorito-credentials-'));
  readonly keyFile = join(this.directory, 'credentials.key');
  readonly database = join(this.directory, 'condorito.db');
  readonly logged: string[] = [];
  readonly #logger = createLogger({ level: 'debug', json: true }, { write: (line) => this.logged.push(line) });

  /** Starts with these keys in `CREDENTIALS_KEY`, or with those of the file; rejects where the product would not start. */
  start(credentialsKeys: Buffer[] = []): Promise<void> {
    return this.#open(async (options) => {
      await openSecretBox(options);
    }, credentialsKeys);
  }

  /** Starts, and stores `count` keys of a new line. */
  storeKeys(count: number, credentialsKeys: Buffer[] = []): Promise<void> {
    return this.#open(async (options) => {
      const box = await openSecretBox(options);
      const { store } = options;
      const { id: sessionId } = await store.write(async (writing) => {
        const client = { clientCode: 'acme', name: 'A', timeZone: 'UTC', epoch: 'e', seq: 0, createdAt: writing.now };
        await writing.database
          .insertInto('clients')
          .values(client)
          .onConflict((on) => on.doNothing())
          .execute();
        return createSession(writing, 'acme', { kind: 'whatsapp-web', name: `Line ${randomUUID()}` });
      });
      const keys = new KeyStore({ store, box, sessionId, unreadableKeys: new UnreadableKeys(this.#logger) });
      const sessions = Array.from({ length: count }, (_, id) => [`${String(id)}.0`, Buffer.from(`key ${String(id)}`)]);
      await keys.set({ session: Object.fromEntries(sessions) as Record<string, Buffer> });
    }, credentialsKeys);
  }

  /** Starts, and stores the key of a language model, of a client of its own. */
  storeResponderKey(key: string, credentialsKeys: Buffer[] = []): Promise<void> {
    return this.#open(async (options) => {
      const box = await openSecretBox(options);
      await options.store.write(async (writing) => {
        const client = { clientCode: 'bots', name: 'B', timeZone: 'UTC', epoch: 'e', seq: 0, createdAt: writing.now };
        await writing.database.insertInto('clients').values(client).execute();
        const { settings } = await readResponder(writing.database, 'bots');
        await saveResponder(writing, 'bots', { settings, key: box.seal(Buffer.from(key)) });
      });
    }, credentialsKeys);
  }

  /** The key of that language model, as a start with these keys opens it. */
  responderKey(credentialsKeys: Buffer[] = []): Promise<string> {
    return this.#open(async (options) => {
      const box = await openSecretBox(options);
      const { key } = await options.store.read((database) => readResponder(database, 'bots'));
      return key === null ? '' : box.open(key).toString();
    }, credentialsKeys);
  }

  rotate(credentialsKeys: Buffer[] = [], keyIsLost = false): Promise<Rotation> {
    return this.#open((options) => rotateKeys(options, { keyIsLost }), credentialsKeys);
  }

  /** How many of the stored keys a start with these keys can open. */
  openable(credentialsKeys: Buffer[] = []): Promise<number> {
    return this.#open(async (options) => {
      const box = await openSecretBox(options);
      const rows = await options.store.read((database) =>
        database.selectFrom('whatsappKeys').select('value').execute(),
      );
      return rows.filter(({ value }) => box.opens(value)).length;
    }, credentialsKeys);
  }

  /** Runs a write of its own on the database. */
  change(change: Parameters<Store['write']>[0]): Promise<unknown> {
    return this.#open(({ store }) => store.write(change));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  async #open<T>(work: (options: Parameters<typeof openSecretBox>[0]) => Promise<T>, credentialsKeys: Buffer[] = []) {
    const store = await Store.open(this.database);
    try {
      const settings = { dataDirectory: this.directory, credentialsKeys };
      return await work({ store, settings, logger: this.#logger });
    } finally {
      await store.close();
    }
  }
}

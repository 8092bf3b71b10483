import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger } from '../../src/operations/index.ts';
import { SecretBox, Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { KeyStore, UnreadableKeys } from '../../src/whatsapp/whatsapp-web/index.ts';

/** A database with one client and one line, and the keys of that line. */
export class KeyBench {
  readonly store: Store;
  readonly sessionId: string;
  readonly logged: string[] = [];
  readonly unreadableKeys = new UnreadableKeys(
    createLogger({ level: 'debug', json: true }, { write: (line) => this.logged.push(line) }),
  );
  readonly #directory: string;
  readonly #box = new SecretBox([randomBytes(32)]);

  private constructor(directory: string, store: Store, sessionId: string) {
    this.#directory = directory;
    this.store = store;
    this.sessionId = sessionId;
  }

  static async open(): Promise<KeyBench> {
    const directory = mkdtempSync(join(tmpdir(), 'condorito-keys-'));
    const store = await Store.open(join(directory, 'condorito.db'));
    const { id } = await store.write(async (writing) => {
      const client = {
        clientCode: 'acme',
        name: 'Acme',
        timeZone: 'UTC',
        epoch: 'first',
        seq: 0,
        createdAt: writing.now,
      };
      await writing.database.insertInto('clients').values(client).execute();
      return createSession(writing, 'acme', { kind: 'whatsapp-web', name: 'Ventas' });
    });
    return new KeyBench(directory, store, id);
  }

  /** What a new connection reads: nothing of it comes from the memory of another. */
  keys(): KeyStore {
    const { store, sessionId, unreadableKeys } = this;
    return new KeyStore({ store, box: this.#box, sessionId, unreadableKeys });
  }

  /** Runs SQL on a connection of its own. */
  sql(text: string): void {
    const database = new DatabaseSync(join(this.#directory, 'condorito.db'));
    database.exec(text);
    database.close();
  }

  /** Flips bits in the stored key, as a bad disk does. */
  async damage(type: string, id: string): Promise<void> {
    await this.store.write(async ({ database }) => {
      const row = database.selectFrom('whatsappKeys').select('value').where('type', '=', type).where('id', '=', id);
      const { value } = await row.executeTakeFirstOrThrow();
      const damaged = Buffer.from(value).map((byte, index) => (index < value.length - 4 ? byte : byte ^ 0xff));
      await database
        .updateTable('whatsappKeys')
        .set({ value: damaged })
        .where('type', '=', type)
        .where('id', '=', id)
        .execute();
    });
  }

  /** How many transactions SQLite's log holds: a frame that ends one says how many pages the database has (fileformat2, 4.1). */
  commits(): number {
    const log = readFileSync(join(this.#directory, 'condorito.db-wal'));
    const frame = 24 + log.readUInt32BE(8);
    let commits = 0;
    for (let start = 32; start < log.length; start += frame) commits += log.readUInt32BE(start + 4) > 0 ? 1 : 0;
    return commits;
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#directory, { recursive: true });
  }
}

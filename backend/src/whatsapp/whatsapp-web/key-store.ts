import {
  BufferJSON,
  initAuthCreds,
  type AuthenticationCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from 'baileys';
import { LRUCache } from 'lru-cache';
import type { SecretBox, Store, Writing } from '../../storage/index.ts';

/** Keys kept in memory per session; a chat with one contact needs about four. */
const CACHED_KEYS = 2_000;
const CREDENTIALS = 'creds';
export const INCOMING_JOURNAL = 'incoming-journal';

/**
 * The credentials and Signal keys of one session, encrypted in the database. Baileys' transactions hand over all keys of a
 * message in one `set`, which is one commit here: a ratchet never reaches the disk without the plaintext it gave.
 */
export class KeyStore implements SignalKeyStore {
  readonly #store: Store;
  readonly #box: SecretBox;
  readonly #sessionId: string;
  readonly #cache = new LRUCache<string, { value: unknown }>({ max: CACHED_KEYS });
  #retired = false;

  constructor(store: Store, box: SecretBox, sessionId: string) {
    this.#store = store;
    this.#box = box;
    this.#sessionId = sessionId;
  }

  /** The connection is over: what it still tries to write must not mix with the keys of the next one. */
  retire(): void {
    this.#retired = true;
  }

  async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): Promise<Record<string, SignalDataTypeMap[T]>> {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    const missing: string[] = [];
    for (const id of ids) {
      const cached = this.#cache.get(cacheKey(type, id));
      if (!cached) missing.push(id);
      else if (cached.value !== null) found[id] = cached.value as SignalDataTypeMap[T];
    }
    if (missing.length === 0) return found;
    const values = await this.#readMany(type, missing);
    for (const id of missing) {
      const value = values.get(id) ?? null;
      this.#cache.set(cacheKey(type, id), { value });
      if (value !== null) found[id] = value as SignalDataTypeMap[T];
    }
    return found;
  }

  /** One commit for everything in `data`; memory follows only after the disk has it. */
  async set(data: SignalDataSet): Promise<void> {
    const entries = Object.entries(data).flatMap(([type, values]) =>
      Object.entries(values).map(([id, value]) => ({ type, id, value: (value ?? null) as unknown })),
    );
    this.#assertInUse();
    await this.#store.write(async (writing) => {
      for (const { type, id, value } of entries) await this.#write(writing, type, id, value);
    });
    for (const { type, id, value } of entries) {
      if (type !== INCOMING_JOURNAL) this.#cache.set(cacheKey(type, id), { value });
    }
  }

  /** The stored credentials, or new ones that no phone knows yet. */
  async readCredentials(): Promise<AuthenticationCreds> {
    const stored = (await this.#readMany(CREDENTIALS, [CREDENTIALS])).get(CREDENTIALS);
    return (stored as AuthenticationCreds | undefined) ?? initAuthCreds();
  }

  async saveCredentials(credentials: AuthenticationCreds): Promise<void> {
    this.#assertInUse();
    await this.#store.write((writing) => this.#write(writing, CREDENTIALS, CREDENTIALS, credentials));
  }

  /** Everything decrypted whose message may not be stored yet. */
  async readJournal(): Promise<{ id: string; entry: unknown }[]> {
    const rows = await this.#store.read((database) =>
      database
        .selectFrom('whatsappKeys')
        .select(['id', 'value'])
        .where('sessionId', '=', this.#sessionId)
        .where('type', '=', INCOMING_JOURNAL)
        .execute(),
    );
    return rows.map(({ id, value }) => ({ id, entry: this.#open(value) }));
  }

  /** Part of the write that stores the message. */
  async clearJournal(writing: Writing, id: string): Promise<void> {
    await this.#delete(writing, INCOMING_JOURNAL, id);
  }

  /** Forgets credentials and keys: after a log-out, and before a new link. */
  async erase(): Promise<void> {
    await this.#store.write(async ({ database }) => {
      await database.deleteFrom('whatsappKeys').where('sessionId', '=', this.#sessionId).execute();
    });
    this.#cache.clear();
  }

  #assertInUse(): void {
    if (this.#retired) throw new Error('These keys belong to a connection that is over.');
  }

  async #readMany(type: string, ids: string[]): Promise<Map<string, unknown>> {
    const rows = await this.#store.read((database) =>
      database
        .selectFrom('whatsappKeys')
        .select(['id', 'value'])
        .where('sessionId', '=', this.#sessionId)
        .where('type', '=', type)
        .where('id', 'in', ids)
        .execute(),
    );
    return new Map(rows.map(({ id, value }) => [id, this.#open(value)]));
  }

  async #write(writing: Writing, type: string, id: string, value: unknown): Promise<void> {
    if (value === null) {
      await this.#delete(writing, type, id);
      return;
    }
    const sealed = this.#box.seal(Buffer.from(JSON.stringify(value, BufferJSON.replacer)));
    await writing.database
      .insertInto('whatsappKeys')
      .values({ sessionId: this.#sessionId, type, id, value: sealed })
      .onConflict((conflict) => conflict.columns(['sessionId', 'type', 'id']).doUpdateSet({ value: sealed }))
      .execute();
  }

  async #delete(writing: Writing, type: string, id: string): Promise<void> {
    await writing.database
      .deleteFrom('whatsappKeys')
      .where('sessionId', '=', this.#sessionId)
      .where('type', '=', type)
      .where('id', '=', id)
      .execute();
  }

  #open(sealed: Uint8Array): unknown {
    return JSON.parse(this.#box.open(sealed).toString('utf8'), BufferJSON.reviver);
  }
}

function cacheKey(type: string, id: string): string {
  return `${type}/${id}`;
}

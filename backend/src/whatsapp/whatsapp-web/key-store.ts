import {
  initAuthCreds,
  type AuthenticationCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from 'baileys';
import { LRUCache } from 'lru-cache';
import type { SecretBox, Store, Writing } from '../../storage/index.ts';
import { deleteKeyRow, deleteKeyRows, deleteKeysOfPerson, readKeyRows, writeKeyRow, type KeyRow } from '../key-rows.ts';
import { openValue, ownCopy, sealValue } from './key-value.ts';
import { UnreadableCredentialsError, type UnreadableKeys } from './unreadable-keys.ts';

/** Keys kept in memory per session; a chat with one contact needs about four. */
const CACHED_KEYS = 2_000;
export const CREDENTIALS = 'creds';
export const INCOMING_JOURNAL = 'incoming-journal';

/** A key with its value, null where there is none. */
export interface KeyEntry {
  type: string;
  id: string;
  value: unknown;
}

/**
 * The credentials and Signal keys of one session, encrypted in the database. Baileys' transactions hand over all keys of a
 * message in one `set`, which is one commit here: a ratchet never reaches the disk without the plaintext it gave.
 */
export class KeyStore implements SignalKeyStore {
  readonly #store: Store;
  readonly #box: SecretBox;
  readonly #sessionId: string;
  readonly #unreadable: UnreadableKeys;
  readonly #cache = new LRUCache<string, { value: unknown }>({ max: CACHED_KEYS });
  #retired = false;

  constructor(options: { store: Store; box: SecretBox; sessionId: string; unreadableKeys: UnreadableKeys }) {
    this.#store = options.store;
    this.#box = options.box;
    this.#sessionId = options.sessionId;
    this.#unreadable = options.unreadableKeys;
  }

  /** The connection is over: what it still tries to write must not mix with the keys of the next one. */
  retire(): void {
    this.#retired = true;
  }

  /** A key that cannot be read counts as missing: Signal makes a new one, and asks for the message again. */
  async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): Promise<Record<string, SignalDataTypeMap[T]>> {
    const values = new Map<string, unknown>();
    const missing: string[] = [];
    for (const id of ids) {
      const cached = this.#cache.get(cacheKey(type, id));
      if (cached) values.set(id, cached.value);
      else missing.push(id);
    }
    if (missing.length > 0) {
      const stored = await this.#readMany(type, missing);
      for (const id of missing) {
        // What was written during the read is newer than what was read.
        const known = this.#cache.get(cacheKey(type, id)) ?? { value: stored.get(id) ?? null };
        this.#cache.set(cacheKey(type, id), known);
        values.set(id, known.value);
      }
    }
    const found = [...values].filter(([, value]) => value !== null);
    return Object.fromEntries(found.map(([id, value]) => [id, ownCopy(type, value) as SignalDataTypeMap[T]]));
  }

  /** One commit for everything in `data`; memory follows only after the disk has it. */
  async set(data: SignalDataSet): Promise<void> {
    const entries = Object.entries(data).flatMap(([type, values]) =>
      Object.entries(values).map(([id, value]) => ({ type, id, value: ownCopy(type, value ?? null) })),
    );
    this.#assertInUse();
    await this.#store.write((writing) => this.#writeAll(writing, entries));
    for (const { type, id, value } of entries) {
      if (type !== INCOMING_JOURNAL) this.#cache.set(cacheKey(type, id), { value });
    }
  }

  /**
   * The stored credentials, or new ones that no phone knows yet; throws `UnreadableCredentialsError`. Takes its turn behind
   * the writes that are still queued: an earlier connection may have left some.
   */
  async readCredentials(): Promise<AuthenticationCreds> {
    const [row] = await this.#store.write(({ database }) =>
      readKeyRows(database, this.#sessionId, CREDENTIALS, [CREDENTIALS]),
    );
    if (!row) return initAuthCreds();
    try {
      return openValue(this.#box, CREDENTIALS, row.value) as AuthenticationCreds;
    } catch (error) {
      throw new UnreadableCredentialsError({ cause: error });
    }
  }

  async saveCredentials(credentials: AuthenticationCreds): Promise<void> {
    this.#assertInUse();
    await this.#store.write((writing) =>
      this.#writeAll(writing, [{ type: CREDENTIALS, id: CREDENTIALS, value: credentials }]),
    );
  }

  /** Everything decrypted whose message may not be stored yet. An entry that cannot be read is left out, and kept. */
  async readJournal(): Promise<{ id: string; entry: unknown }[]> {
    const rows = await this.#store.read((database) => readKeyRows(database, this.#sessionId, INCOMING_JOURNAL));
    return rows.flatMap((row) => {
      const entry = this.#open(row, 'it is kept, and the message in it does not arrive');
      return entry === undefined ? [] : [{ id: row.id, entry }];
    });
  }

  /** Part of the write that stores the message. */
  async clearJournal(writing: Writing, id: string): Promise<void> {
    await deleteKeyRow(writing, { sessionId: this.#sessionId, type: INCOMING_JOURNAL, id });
  }

  /** Forgets credentials and keys: after a log-out, and before a new link. */
  async erase(): Promise<void> {
    await this.#store.write((writing) => deleteKeyRows(writing, this.#sessionId));
    this.#cache.clear();
  }

  /** Forgets a person; see `deleteKeysOfPerson`. When they write again, a new Signal session begins. */
  async forgetPerson(users: readonly string[]): Promise<void> {
    const gone = await this.#store.write((writing) => deleteKeysOfPerson(writing, this.#sessionId, users));
    for (const { type, id } of gone) this.#cache.delete(cacheKey(type, id));
  }

  #assertInUse(): void {
    if (this.#retired) throw new Error('These keys belong to a connection that is over.');
  }

  async #readMany(type: string, ids: string[]): Promise<Map<string, unknown>> {
    const rows = await this.#store.read((database) => readKeyRows(database, this.#sessionId, type, ids));
    return new Map(rows.map((row) => [row.id, this.#open(row, 'it counts as missing')]));
  }

  async #writeAll(writing: Writing, entries: readonly KeyEntry[]): Promise<void> {
    for (const { type, id, value } of entries) {
      const key = { sessionId: this.#sessionId, type, id };
      if (value === null) await deleteKeyRow(writing, key);
      else await writeKeyRow(writing, { ...key, value: sealValue(this.#box, value) });
    }
  }

  /** Undefined where the value cannot be read. */
  #open(row: KeyRow, otherwise: string): unknown {
    try {
      return openValue(this.#box, row.type, row.value);
    } catch {
      this.#unreadable.met(row, otherwise);
      return undefined;
    }
  }
}

function cacheKey(type: string, id: string): string {
  return `${type}/${id}`;
}

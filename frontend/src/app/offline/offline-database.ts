import { DestroyRef, inject, Service, signal } from '@angular/core';
import { openDB, type OpenDBCallbacks } from 'idb';
import { type OfflineConnection, type OfflineSchema, upgradeFrom, VERSION } from './offline-schema';

const NAME = 'condorito';

/**
 * The browser's database, opened when it is first needed. It makes way for a tab that brings a newer version, and works
 * on with what that one leaves.
 */
@Service()
export class OfflineDatabase {
  readonly #lateOpenings = signal(0);
  #connection: Promise<OfflineConnection | null> | null = null;

  /** Goes up when the database can be used after all, so that whoever did without it reads again. */
  readonly lateOpenings = this.#lateOpenings.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      void this.#connection?.then((connection) => connection?.close());
    });
  }

  /**
   * What `work` makes of the database; undefined where there is none (a private window, blocked by the person) or where
   * it fails (full, damaged).
   */
  async run<Result>(work: (connection: OfflineConnection) => Promise<Result>): Promise<Result | undefined> {
    try {
      return await this.#runOnce(work);
    } catch (error) {
      // Closed under way, to make way for another version: a new connection may work.
      return isClosed(error) ? this.#runOnce(work).catch(() => undefined) : undefined;
    }
  }

  async #runOnce<Result>(work: (connection: OfflineConnection) => Promise<Result>): Promise<Result | undefined> {
    const connection = await (this.#connection ??= this.#open());
    return connection ? work(connection) : undefined;
  }

  /** Resolves to null instead of waiting for a tab of an older version that does not make way: it may be frozen. */
  #open(): Promise<OfflineConnection | null> {
    return new Promise((resolve) => {
      let isLate = false;
      const blocked = (): void => {
        isLate = true;
        resolve(null);
      };
      this.#openAny(blocked).then(
        (connection) => {
          if (isLate) {
            this.#connection = Promise.resolve(connection);
            this.#lateOpenings.update((count) => count + 1);
          }
          resolve(connection);
        },
        () => {
          resolve(null);
        },
      );
    });
  }

  /** In this version, or in a newer one that is there already. */
  async #openAny(blocked: () => void): Promise<OfflineConnection> {
    const callbacks: OpenDBCallbacks<OfflineSchema> = {
      upgrade: (connection, oldVersion) => {
        upgradeFrom(oldVersion, connection);
      },
      blocked,
      blocking: (_current, _wanted, { target }) => {
        this.#connection = null;
        (target as IDBDatabase).close();
      },
      terminated: () => {
        this.#connection = null;
      },
    };
    try {
      return await openDB<OfflineSchema>(NAME, VERSION, callbacks);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'VersionError')) throw error;
      return openDB<OfflineSchema>(NAME, undefined, callbacks);
    }
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}

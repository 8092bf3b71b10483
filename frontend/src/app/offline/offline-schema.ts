import type { DBSchema, IDBPDatabase } from 'idb';
import type { UnsentMessage } from './unsent-message';

export interface StoredDraft {
  userId: string;
  conversationId: string;
  text: string;
}

export interface OfflineSchema extends DBSchema {
  /** The key counts up, so that order does not depend on a clock. */
  unsent: { key: number; value: UnsentMessage; indexes: { userId: string; clientMessageId: string } };
  drafts: { key: [userId: string, conversationId: string]; value: StoredDraft };
}

export type OfflineConnection = IDBPDatabase<OfflineSchema>;

/** Goes up by one with each step in `upgradeFrom`. */
export const VERSION = 1;

/**
 * Brings a database of an older version up to this one. A step may only add: a tab that still runs an older version goes
 * on working with what a newer one has made.
 */
export function upgradeFrom(oldVersion: number, database: OfflineConnection): void {
  if (oldVersion < 1) {
    const unsent = database.createObjectStore('unsent', { keyPath: 'place', autoIncrement: true });
    unsent.createIndex('userId', 'userId');
    unsent.createIndex('clientMessageId', 'clientMessageId', { unique: true });
    database.createObjectStore('drafts', { keyPath: ['userId', 'conversationId'] });
  }
}

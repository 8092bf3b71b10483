export { CompiledOnce } from './compiled-once.ts';
export {
  readOldestSeq,
  readStoredEvents,
  redactLog,
  removeOldestEvents,
  trimEvents,
  type CommittedEvent,
  type StoredEvent,
} from './event-log.ts';
export { readHead, UnknownClientError, type LogHead } from './log-heads.ts';
export { Store, type CommitTask, type Reading, type Writing } from './store.ts';
export { keyedHash } from './keyed-hash.ts';
export { SecretBox } from './secret-box.ts';
export { lockDataDirectory, type DataDirectoryLock } from './data-directory-lock.ts';
export type * from './bot-tables.ts';
export type * from './bulk-tables.ts';
export type * from './cloud-api-tables.ts';
export type * from './count-tables.ts';
export type * from './deletion-tables.ts';
export type * from './merge-tables.ts';
export type * from './tables.ts';

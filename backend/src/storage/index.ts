export { CompiledOnce } from './compiled-once.ts';
export {
  readHead,
  readOldestSeq,
  readStoredEvents,
  trimEvents,
  UnknownClientError,
  type CommittedEvent,
  type LogHead,
  type StoredEvent,
} from './event-log.ts';
export { Store, type CommitTask, type Reading, type Writing } from './store.ts';
export { SecretBox } from './secret-box.ts';
export { lockDataDirectory, type DataDirectoryLock } from './data-directory-lock.ts';
export type * from './bot-tables.ts';
export type * from './bulk-tables.ts';
export type * from './cloud-api-tables.ts';
export type * from './count-tables.ts';
export type * from './tables.ts';

export { GroupDirectory } from './group-directory.ts';
export { GroupSending } from './group-sending.ts';
export { Inbox } from './inbox.ts';
export { IncomingJournal } from './incoming-journal.ts';
export { KeyStore } from './key-store.ts';
export { signalRepositoryWith } from './signal-repository.ts';
export { WebConnection, type ConnectionListener } from './web-connection.ts';
export { UnreadableCredentialsError, UnreadableKeys } from './unreadable-keys.ts';

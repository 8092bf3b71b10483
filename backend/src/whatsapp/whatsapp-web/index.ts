export { Inbox } from './inbox.ts';
export { KeyStore } from './key-store.ts';
export { WebConnection, type ConnectionListener } from './web-connection.ts';
export { UnreadableCredentialsError, UnreadableKeys } from './unreadable-keys.ts';

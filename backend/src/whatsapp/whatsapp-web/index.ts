export { Inbox } from './inbox.ts';
export { KeyStore } from './key-store.ts';
export { WebConnection } from './web-connection.ts';

export { OfflineDatabase } from './offline-database';
export { StoredDrafts } from './stored-drafts';
export type { UnsentMessage } from './unsent-message';
export { type Decide, UnsentMessages } from './unsent-messages';

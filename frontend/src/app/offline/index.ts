export { OfflineDatabase } from './offline-database';
export { StoredDrafts } from './stored-drafts';
export type { UnsentFile, UnsentMessage } from './unsent-message';
export { type Decide, UnsentMessages } from './unsent-messages';

export { OfflineDatabase } from './offline-database';
export { StoredDrafts } from './stored-drafts';
export type { UnsentFile, UnsentMessage, UnsentTemplate } from './unsent-message';
export { type Decide, UnsentMessages } from './unsent-messages';

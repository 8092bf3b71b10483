export { ContactDeletions } from './contact-deletions.ts';
export { deletionRoutes } from './deletion-routes.ts';
export { readHashKeys, resealHashKeys } from './hash-keys.ts';

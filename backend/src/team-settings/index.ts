export { CannedReplies } from './canned-replies.ts';
export { readClientSettings, saveClientSettings, type KeptSettings } from './client-settings-store.ts';
export { listLabels } from './label-store.ts';
export { Labels } from './labels.ts';
export { readPreferences, withDefaults } from './preferences-store.ts';
export { teamSettingsRoutes } from './team-settings-routes.ts';

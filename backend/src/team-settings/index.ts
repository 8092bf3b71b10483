export { readClientSettings } from './client-settings-store.ts';
export { readPreferences } from './preferences-store.ts';
export { teamSettingsRoutes } from './team-settings-routes.ts';

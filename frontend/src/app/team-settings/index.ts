export { type NamedSettings, TeamSettings } from './team-settings';

export { LateParts, type PartCode } from './late-parts';
export { MissedPart } from './missed-part';
export { MissedScreen } from './missed-screen';
export { MissedScreenNote } from './missed-screen-note';
export { screenFeatures } from './screen-features';
export { type Section, sectionsOf } from './sections';
export { type SettingsSection, settingsSectionsOf } from './settings-sections';

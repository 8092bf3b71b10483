export { MissedScreen } from './missed-screen';
export { MissedScreenNote } from './missed-screen-note';
export { screenFeatures } from './screen-features';

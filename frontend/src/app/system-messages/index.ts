export { SystemMessages } from './system-messages';

export { type HeldSessions, keepNewer, noSessions, withList } from './session-state';
export { SessionsApi } from './sessions-api';

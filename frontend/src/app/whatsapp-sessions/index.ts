export { type HeldSessions, keepNewer, noSessions, withList } from './held-sessions';
export { needsPerson } from './session-state';
export { SessionsApi } from './sessions-api';

export { type HeldSessions, keepNewer, noSessions, withList } from './held-sessions';
export { SessionsApi } from './sessions-api';

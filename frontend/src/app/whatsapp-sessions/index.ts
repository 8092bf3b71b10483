export { type HeldSessions, keepNewer, noSessions, withList } from './held-sessions';
export { needsPerson, toneOf } from './session-state';
export { wordsOf } from './session-words';
export { SessionsApi } from './sessions-api';

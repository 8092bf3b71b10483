export { cloudRoutes } from './cloud-routes.ts';
export { trimNotices, webhookRoutes } from './cloud-api/index.ts';
export { groupRoutes } from './group-routes.ts';
export { importSession, NumberLinkedError } from './import-session.ts';
export { QuietLines } from './quiet-lines.ts';
export { Reconnection } from './reconnection.ts';
export { restorationPart, sessionMetrics } from './session-metrics.ts';
export { sessionRoutes } from './session-routes.ts';
export {
  changeSession,
  createSession,
  LineNameTakenError,
  HELD_MS,
  hasHeld,
  readAllSessions,
  removeSession,
  toSession,
  trimSessionHistory,
  type SessionRow,
} from './session-store.ts';
export { WhatsAppSessions } from './whatsapp-sessions.ts';
export {
  authorOfStoredQuote,
  everyKey,
  MultiFileAuthError,
  readMultiFileAuth,
  resealKeys,
  withoutStoredQuote,
} from './whatsapp-web/index.ts';

export { sessionRoutes } from './session-routes.ts';
export { createSession } from './session-store.ts';
export { WhatsAppSessions } from './whatsapp-sessions.ts';

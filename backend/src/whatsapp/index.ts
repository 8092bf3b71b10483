export { sessionRoutes } from './session-routes.ts';
export { WhatsAppSessions } from './whatsapp-sessions.ts';

export { WHATSAPP_SESSIONS_ROUTES } from './sessions-routes';

export { CLIENTS_ROUTES } from './clients-routes';

export { CONNECTION_DOCTOR_ROUTES } from './connection-doctor-routes';
export { showDoctor } from './show-doctor';

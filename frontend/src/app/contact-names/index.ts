export { contactName, isNamed } from './contact-name';

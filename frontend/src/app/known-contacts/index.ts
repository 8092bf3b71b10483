export { contactName, isNamed } from './contact-name';
export { KnownContacts } from './known-contacts';
export { SavedField } from './saved-field';

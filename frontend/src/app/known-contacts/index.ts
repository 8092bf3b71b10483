export { KnownContacts } from './known-contacts';
export { SavedField } from './saved-field';

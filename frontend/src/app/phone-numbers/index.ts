export { PhoneNumberField } from './phone-number-field';

export { exampleNumber } from './example-number';
export { PhoneNumberField } from './phone-number-field';

export { Formats } from './formats';
export { Language, languages, type LanguageCode } from './language';
export { formatPhoneNumber } from './phone-number';
export { provideLanguages } from './provide-languages';

export { durationWords } from './duration-words';
export { Formats } from './formats';
export { LanguageChoice } from './language-choice';
export { Language, languages, type LanguageCode } from './language';
export { fetchPhoneNumberGroups, formatPhoneNumber } from './phone-number';
export { provideLanguages } from './provide-languages';

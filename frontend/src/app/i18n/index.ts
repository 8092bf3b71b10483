export { Language, languages, type LanguageCode } from './language';
export { provideLanguages } from './provide-languages';

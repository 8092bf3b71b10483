export { filledTemplate } from './filled-template';
export { languageName, type PlaceName, placeName, templatesMatching } from './template-words';

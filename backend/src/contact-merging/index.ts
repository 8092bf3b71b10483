export { ContactMerging } from './contact-merging.ts';
export { type AskWhatsApp } from './merged-pair.ts';
export { mergingRoutes } from './merging-routes.ts';
export { suggestionRoutes } from './suggestion-routes.ts';
export { judge, type Judgement, type MergedContact } from './one-account.ts';
export { nameKeyOf, numberKeyOf } from './search-keys.ts';

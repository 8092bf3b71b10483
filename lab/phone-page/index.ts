export type { PhonePageOptions, ShownQr } from './options.ts';
export { startPhonePage, type PhonePage } from './phone-page.ts';
export type { PhoneView } from './views.ts';

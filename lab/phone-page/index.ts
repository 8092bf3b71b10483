export { startPhonePage } from './phone-page.ts';
export type { PhonePage, PhonePageOptions, ShownQr } from './phone-page.ts';

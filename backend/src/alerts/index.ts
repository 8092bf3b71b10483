export { Alerts, type AlertsOptions } from './alerts.ts';
export { openChannels, type ChannelSettings } from './channels.ts';
export { wordsOf, type AlertLanguage } from './words.ts';
export type { DueNews } from './delivery-store.ts';
export { messageOf } from './message.ts';

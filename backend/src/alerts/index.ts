export { Alerts } from './alerts.ts';
export { openChannels } from './channels.ts';
export { forgetIncidents } from './incident-store.ts';
export { wordsOf } from './words.ts';
export type { DueNews } from './delivery-store.ts';
export { messageOf } from './message.ts';

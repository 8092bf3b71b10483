export {
  addOptOut,
  asksToOptOut,
  findOptedOut,
  hasOptedOut,
  readOptOutRules,
  readOptOuts,
  removeOptOut,
  saveOptOutRules,
} from './opt-outs.ts';
export { noteAnswer, noteMessageStatus } from './note-message.ts';
export {
  changeRecipient,
  countUnsent,
  findNextRecipient,
  insertRecipients,
  moveRecipients,
  readReasons,
  readRecipients,
  removeRecipients,
  retryFailed,
  skipUnsent,
  toRecipient,
  type NewRecipient,
  type RecipientRow,
} from './recipient-store.ts';

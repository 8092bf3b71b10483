export { keepConsents } from './consents.ts';
export { countRecipientsOf, forgetOptOut, forgetRecipient, readReachedNumbers } from './deleted-people.ts';
export {
  addOptOut,
  asksToOptOut,
  findOptedOut,
  moveOptOut,
  hasOptedOut,
  readOptOutRules,
  readOptOuts,
  removeContactOptOut,
  removeOptOut,
  saveOptOutRules,
} from './opt-outs.ts';
export { followMessages, noteAnswer, noteMessageStatus } from './note-message.ts';
export {
  changeRecipient,
  findKnown,
  findNextRecipient,
  forgetRecipients,
  insertRecipients,
  moveRecipients,
  moveRecipientsOf,
  readReasons,
  readRecipients,
  removeSomeRecipients,
  retryFailed,
  skipSomeUnsent,
  toRecipient,
  type NewRecipient,
  type RecipientRow,
} from './recipient-store.ts';

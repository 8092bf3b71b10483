export { acceptMessage, ClientMessageIdTakenError, NothingThereError } from './accept-message.ts';
export {
  agentRunOf,
  findContact,
  findContactsByAddress,
  findContactsByNumber,
  toContact,
  type ContactRow,
  type WhatsAppAddress,
} from './contact-store.ts';
export {
  findConversation,
  findConversationOnSession,
  findConversationsOfContact,
  type ConversationRow,
} from './conversation-store.ts';
export { changeConversation, type DecidedBy } from './change-conversation.ts';
export { readConversations } from './conversation-pages.ts';
export { conversationRoutes, type ConversationRules } from './conversation-routes.ts';
export { handOverRoutes } from './hand-over-routes.ts';
export { findMessageWithFile, replaceContent, tellFileChanged, type MessageWithFile } from './message-files.ts';
export { findByClientMessageId, findSentMessage, readLastReceived } from './message-store.ts';
export {
  contentOf,
  findOutgoing,
  readAnsweredMessage,
  type AnsweredMessage,
  type MessageContent,
  type OutgoingRow,
} from './outgoing.ts';
export { readMessages, readMessagesAround } from './message-pages.ts';
export { addBotMessage, addCampaignMessage, conversationToSendTo, type AutomaticContent } from './automatic-message.ts';
export { changeContact } from './change-contact.ts';
export {
  changeMerge,
  deleteDistinct,
  deleteMerge,
  findDistinct,
  findMerge,
  insertDistinct,
  insertMerge,
  isBeingMerged,
  pairOf,
  readDistinct,
  readMerges,
  readMergingClients,
  type ContactMergeRow,
  type DistinctPlace,
} from './contact-pairs.ts';
export { mergeContacts, whatIsKnown, type KeptValues } from './merge-contacts.ts';
export { hasTwins, moveSomeHistory, takeSomeBack, takeSomeOfOwnBack, type HistoryPlace } from './move-history.ts';
export { isWaitingToBeSent } from './outbox-store.ts';
export { endUnneeded, faultUntilHeard, hideRun, showRun } from './agent-run.ts';
export { hasOneLabelOf } from './contact-labels.ts';
export { labelsOf } from './conversation-labels.ts';
export { readFigures } from './deletion-figures.ts';
export { disownContact } from './disown-contact.ts';
export {
  cutQuotes,
  eraseSomeQuotes,
  readOlderQuotes,
  readSomeGroupsOf,
  type QuotedPerson,
  type QuoteInContent,
} from './quotes.ts';
export { readFormerNumbers } from './former-numbers.ts';
export {
  countErasable,
  eraseContact,
  eraseInGroups,
  eraseMessages,
  readDisowned,
  readSomeInGroups,
  readSomeOf,
} from './erase-messages.ts';
export { changeNumber } from './change-number.ts';
export { isBusinessUser, readBusinessUserId } from './business-users.ts';
export { listContacts, readContacts } from './contact-pages.ts';
export { contactListRoutes } from './contact-list-routes.ts';
export { contactRoutes } from './contact-routes.ts';
export { forgetSomeWords, readSomeIndexedOf, removeFromIndex, removeSomeIndexed } from './message-index.ts';
export { messageRoutes } from './message-routes.ts';
export { recordReaction, type RecordedReaction } from './reactions.ts';
export { learnMembers, nameGroup, readNamelessGroups } from './groups.ts';
export { openConversation } from './open-conversation.ts';
export {
  beginTry,
  countBulkWaiting,
  isTeamWaiting,
  makeDue,
  postponeTry,
  readDue,
  readNextDue,
  readNextTry,
  readTried,
  readUnanswered,
  readUntried,
  takeBackTry,
  type OutboxEntry,
  type UntriedEntry,
} from './outbox-store.ts';
export { importContacts } from './import-contacts.ts';
export { importHistory, type ImportedConversation, type ImportedText } from './import-history.ts';
export { importMessage, recordMessage, type ImportedMessage, type RecordedMessage } from './record-message.ts';
export { forgetReceipts, readOwedReceipts, removeReceipts, type OwedReceipt } from './read-receipts.ts';
export { hasWrittenBefore, readSaid, readLastAnswer, type SaidMessage } from './said.ts';
export { stageRoutes } from './stage-routes.ts';
export { retryMessage } from './retry-message.ts';
export { failUnsent, recordStatus, type RecordedStatus } from './record-status.ts';
export { findConversedWith, type FindNumber, type NumberAnswer } from './start-conversation.ts';
export { addTeamLine } from './team-lines.ts';
export { takeBackUnanswered, tellUnanswered } from './unanswered.ts';
export { learnAddresses, resolveContact } from './resolve-contact.ts';

export { acceptMessage, ClientMessageIdTakenError } from './accept-message.ts';
export { findContact, findContactsByAddress, type WhatsAppAddress } from './contact-store.ts';
export {
  findConversation,
  findConversationsOfContact,
  readConversations,
  type ConversationRow,
} from './conversation-store.ts';
export { changeConversation } from './change-conversation.ts';
export { conversationRoutes } from './conversation-routes.ts';
export { findSentMessage, readMessages } from './message-store.ts';
export { learnMembers, nameGroup, readNamelessGroups } from './groups.ts';
export { openConversation } from './open-conversation.ts';
export { beginTry, makeDue, readDue, readNextTry, takeBackTry, type OutboxEntry } from './outbox-store.ts';
export { importMessage, recordMessage, type ImportedMessage, type RecordedMessage } from './record-message.ts';
export { failUnsent, recordStatus, type RecordedStatus } from './record-status.ts';
export { learnAddresses, resolveContact } from './resolve-contact.ts';

export { acceptMessage, ClientMessageIdTakenError } from './accept-message.ts';
export { changeConversation, saveAndTell } from './change-conversation.ts';
export { findContact, type WhatsAppAddress } from './contact-store.ts';
export { findConversation, newConversation, type ConversationRow } from './conversation-store.ts';
export { findSentMessage } from './message-store.ts';
export { markWritten, readOutbox, type OutboxEntry } from './outbox-store.ts';
export { recordMessage, type RecordedMessage } from './record-message.ts';
export { recordStatus, type RecordedStatus } from './record-status.ts';
export { resolveContact } from './resolve-contact.ts';

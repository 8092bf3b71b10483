export { ConversationSearch, type FoundConversation } from './conversation-search';

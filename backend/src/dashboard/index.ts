export { countConversation } from './conversation-counts.ts';
export { countMessage } from './message-counts.ts';

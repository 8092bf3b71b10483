export { showNewConversation } from './show-new-conversation';

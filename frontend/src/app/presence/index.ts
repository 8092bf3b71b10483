export { ConversationViewers } from './conversation-viewers';
export { OnlineColleagues } from './online-colleagues';
export { PresenceStore } from './presence-store';

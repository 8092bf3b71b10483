export { countConversation } from './conversation-counts.ts';
export { countPastConversations, type PastChange } from './past-conversations.ts';
export { dayAt, sameTimeOn, startOf, type Day } from './day.ts';
export { countMessage, countMessages, countReceived, uncountMessages } from './message-counts.ts';
export { LiveFigures, type LiveFiguresOptions } from './live-figures.ts';
export { statsRoute } from './stats-route.ts';
export { binOf, countIn, percentileOf } from './reply-bins.ts';

export { BotReplies } from './bot-replies.ts';
export { botRoutes } from './bot-routes.ts';

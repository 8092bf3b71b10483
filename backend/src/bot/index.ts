export { BotReplies } from './bot-replies.ts';
export { botRoutes } from './bot-routes.ts';
export { Responder } from './responder/index.ts';
export { ShownTyping, type TypingOutlets } from './shown-typing.ts';

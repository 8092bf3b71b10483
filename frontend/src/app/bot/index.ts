export { BotState } from './bot-state';

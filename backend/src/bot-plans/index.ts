export { readBot, saveBot, type StoredBot } from './bot-store.ts';

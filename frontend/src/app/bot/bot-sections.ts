import type { Part } from './draft/bot-content';

/** The sections of the screen, in order, by their place in the address, and which part of the bot each is about. */
export const BOT_SECTIONS = [
  { path: 'rules', part: 'rules' },
  { path: 'opening', part: 'opening' },
  { path: 'hours', part: 'hours' },
  { path: 'pace', part: 'humanizer' },
  { path: 'limits', part: 'limits' },
  { path: 'ai', part: 'responder' },
] as const satisfies readonly { path: string; part: Part }[];

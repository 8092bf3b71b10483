import * as bots from '#contract/bot';
import { admins, members, type Operation } from './operation.ts';

/** What answers where nobody does. */
export const botOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/bot',
    summary: 'The bot of the client; with all as it is by default where nothing was decided',
    roles: members,
    status: 200,
    answer: bots.botResponse,
  },
  {
    method: 'put',
    path: '/api/bot',
    summary:
      'Save the bot as a whole; what is wrong with a rule is named by its place, such as `rules.3.when.pattern`. With `enabled` it is switched too',
    roles: admins,
    body: bots.saveBotRequest,
    status: 200,
    answer: bots.botResponse,
    problems: { 409: 'The bot no longer has this `version`.' },
  },
  {
    method: 'patch',
    path: '/api/bot',
    summary: 'Switch the bot on or off for the whole client, which every tab is told at once',
    roles: admins,
    body: bots.switchBotRequest,
    status: 200,
    answer: bots.botResponse,
  },
  {
    method: 'post',
    path: '/api/bot/preview',
    summary: 'What a bot, saved or not, would do in a conversation so far, by the same engine; nothing of it is done',
    roles: admins,
    body: bots.botPreviewRequest,
    status: 200,
    answer: bots.botPreviewResponse,
  },
];

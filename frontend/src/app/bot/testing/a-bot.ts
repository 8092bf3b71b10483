import type { Bot, BotResponse, BotRule } from '#contract/bot';
import { USUAL_HUMANIZER } from '#contract/bot-pace';
import { USUAL_HOURS } from '#contract/business-hours';
import type { EventData } from '#contract/events';

export function aRule(id: string, changes: Partial<BotRule> = {}): BotRule {
  return {
    id,
    name: '',
    enabled: true,
    when: { kind: 'keyword', words: ['precio'] },
    reply: { text: 'Cuesta 20.' },
    actions: [],
    ...changes,
  };
}

/** As one is that was saved at place 3 of the log. */
export function aBot(changes: Partial<Bot> = {}): Bot {
  return {
    version: 3,
    enabled: true,
    rules: [],
    hours: structuredClone(USUAL_HOURS) as Bot['hours'],
    timeZone: 'America/Bogota',
    humanizer: USUAL_HUMANIZER,
    opening: null,
    limits: { cooldownSeconds: 20, repliesPerDay: 30, quietMinutes: 60, oldestMinutes: 10 },
    responder: {
      enabled: false,
      url: '',
      model: '',
      prompt: '',
      knowledge: '',
      answers: 'unmatched',
      perDay: 200,
      timeoutSeconds: 20,
      hasKey: false,
      today: { asked: 0, failed: 0 },
    },
    updatedAt: '2026-11-20T12:00:00.000Z',
    ...changes,
  };
}

export function botAnswer(bot: Bot, seq = bot.version): BotResponse {
  return { bot, epoch: 'e1', seq };
}

/** The bot was turned on or off, at this place of the log. */
export function botTurned(enabled: boolean, seq: number, conversationId?: string): EventData<'bot:status_changed'> {
  const where = conversationId === undefined ? {} : { conversationId };
  return { clientCode: 'demo', at: '2026-11-20T12:00:00.000Z', seq, enabled, by: 'u2', ...where };
}

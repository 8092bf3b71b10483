import type { BotRule, SaveBotRequest } from '#contract/bot';
import { USUAL_HUMANIZER } from '#contract/bot-pace';
import { USUAL_HOURS } from '#contract/business-hours';

/** A rule that answers everything with this text, unless said otherwise. */
export function ruleSaying(text: string, given: Partial<BotRule> = {}): BotRule {
  const id = given.id ?? `rule of ${text}`.slice(0, 64);
  return { name: '', enabled: true, when: { kind: 'any' }, reply: { text }, actions: [], ...given, id };
}

/** What `PUT /bot` takes: a bot with these rules, which is there at all hours and answers at once. */
export function botWith(rules: readonly BotRule[], given: Partial<SaveBotRequest> = {}): SaveBotRequest {
  return {
    rules: [...rules],
    hours: structuredClone(USUAL_HOURS) as SaveBotRequest['hours'],
    humanizer: { ...USUAL_HUMANIZER, enabled: false },
    limits: { cooldownSeconds: 0, repliesPerDay: 50, quietMinutes: 60, oldestMinutes: 15 },
    ...given,
  };
}

/** One that reads and types for so many seconds, whatever the length. */
export function humanizerOf(reading: number, typing: number): SaveBotRequest['humanizer'] {
  const exactly = (seconds: number) => ({ from: seconds, to: seconds });
  return {
    enabled: true,
    readingSpeed: 200,
    typingSpeed: 50,
    spread: 0,
    readingSeconds: exactly(reading),
    typingSeconds: exactly(typing),
  };
}

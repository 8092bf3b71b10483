import type { BotLimits } from '#contract/bot';

/** What the limits of a bot may be, as `botLimits` of the contract has it. */
export const LIMIT_BOUNDS: Readonly<Record<keyof BotLimits, { readonly least: number; readonly most: number }>> = {
  cooldownSeconds: { least: 0, most: 86_400 },
  repliesPerDay: { least: 1, most: 500 },
  quietMinutes: { least: 0, most: 10_080 },
  oldestMinutes: { least: 1, most: 1_440 },
};

/** What those of a language model may be, as `saveResponderRequest` has it. */
export const RESPONDER_BOUNDS = {
  perDay: { least: 1, most: 100_000 },
  timeoutSeconds: { least: 2, most: 60 },
} as const;

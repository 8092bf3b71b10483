import { z } from 'zod';
import { BOT_LIMITS, USUAL_LIMITS } from './bot-limits.ts';
import { PACE_OF_BOT } from './bot-pace.ts';
import { campaignPace, campaignTemplate } from './bulk-campaigns.ts';
import { id, isoTime, timeZone, version } from './values.ts';

/** When a rule fits. Words and phrases are found whatever their capitals and accents. */
export const botCondition = z.discriminatedUnion('kind', [
  /** One of these words stands in the message, as a word of its own. */
  z.strictObject({
    kind: z.literal('keyword'),
    words: z.array(z.string().trim().min(1).max(BOT_LIMITS.word)).min(1).max(BOT_LIMITS.words),
  }),
  /** The message has this in it, or is nothing else (`whole`). */
  z.strictObject({
    kind: z.literal('phrase'),
    phrase: z.string().trim().min(1).max(BOT_LIMITS.phrase),
    whole: z.boolean().default(false),
  }),
  /** A regular expression of RE2, in whatever capitals; what it captures fills `{{1}}`, `{{2}}`, … of the reply. */
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(BOT_LIMITS.pattern) }),
  /** The contact has not written on this line before. */
  z.strictObject({ kind: z.literal('first_message') }),
  /** Nobody is there, by `hours`. It speaks once in a conversation until somebody has been there again, or a day later. */
  z.strictObject({ kind: z.literal('outside_hours') }),
  z.strictObject({ kind: z.literal('any') }),
]);
export type BotCondition = z.infer<typeof botCondition>;

/** What is done in the write that stores the reply. `hand_over` switches the bot off in the conversation, with a line that says so. */
export const botAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), labelId: id }),
  z.strictObject({ kind: z.literal('stage'), stage: id }),
  z.strictObject({ kind: z.literal('assign'), userId: id }),
  z.strictObject({ kind: z.literal('hand_over') }),
  z.strictObject({ kind: z.literal('note'), text: z.string().trim().min(1).max(BOT_LIMITS.noteText) }),
]);
export type BotAction = z.infer<typeof botAction>;

/**
 * What the bot says: a text with variables such as `{{nombre|cliente}}`, a file, or a file with a text. `mediaId` is an upload.
 */
export const botReply = z
  .strictObject({ text: z.string().trim().max(BOT_LIMITS.replyText).default(''), mediaId: id.optional() })
  .refine(({ text, mediaId }) => text !== '' || mediaId !== undefined, 'Say something, or send a file.')
  .refine(
    ({ text, mediaId }) => mediaId === undefined || text.length <= BOT_LIMITS.caption,
    `Beside a file there is room for ${String(BOT_LIMITS.caption)} characters.`,
  );
export type BotReply = z.infer<typeof botReply>;

/** The first rule in order that is enabled and fits decides: what is said, if anything, and what is done. */
export const botRule = z
  .strictObject({
    id,
    name: z.string().trim().max(80).default(''),
    enabled: z.boolean().default(true),
    when: botCondition,
    /** Null to say nothing. */
    reply: botReply.nullable(),
    actions: z.array(botAction).max(BOT_LIMITS.actions).default([]),
  })
  .refine(({ reply, actions }) => reply !== null || actions.length > 0, 'Say or do something.');
export type BotRule = z.infer<typeof botRule>;

const clockTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Use a time of day such as "09:00", up to "24:00".');
const span = z
  .strictObject({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to, 'End later than you begin; a night is two days.');
const spans = z
  .array(span)
  .max(BOT_LIMITS.spans)
  .refine(
    (day) => day.every(({ from }, place) => place === 0 || from >= (day[place - 1]?.to ?? '')),
    'Begin each span after the one before it has ended.',
  );

/** When somebody is there, in the client's time zone. */
export const businessHours = z.strictObject({
  week: z.strictObject({
    monday: spans,
    tuesday: spans,
    wednesday: spans,
    thursday: spans,
    friday: spans,
    saturday: spans,
    sunday: spans,
  }),
  holidays: z
    .array(z.strictObject({ day: z.iso.date(), name: z.string().trim().max(80).default('') }))
    .max(BOT_LIMITS.holidays),
});

const within = ({ least, most }: { least: number; most: number }) => z.number().min(least).max(most);
const secondsWithin = (bounds: { least: number; most: number }) =>
  z
    .strictObject({ from: within(bounds), to: within(bounds) })
    .refine(({ from, to }) => from <= to, 'The least is at most the most.');

export const humanizer = z.strictObject({
  enabled: z.boolean(),
  readingSpeed: within(PACE_OF_BOT.readingSpeed),
  typingSpeed: within(PACE_OF_BOT.typingSpeed),
  spread: within(PACE_OF_BOT.spread),
  readingSeconds: secondsWithin(PACE_OF_BOT.readingSeconds),
  typingSeconds: secondsWithin(PACE_OF_BOT.typingSeconds),
});

/**
 * What the bot writes where somebody has it write to a contact first: a text with variables, and over a line of the Cloud API
 * to whoever may not be written to freely a template of that line. `sessionId` is the line for contacts without a conversation.
 * `pace` is how fast it leaves on each line, carefully without one: a named profile by its figures for each kind of line, `own`
 * by its own where the line allows them, else as `careful` has them. Quiet hours and warm-up hold either way.
 */
export const botOpening = z
  .strictObject({
    text: z.string().trim().max(BOT_LIMITS.replyText).default(''),
    sessionId: id.optional(),
    template: campaignTemplate.optional(),
    pace: campaignPace.optional(),
  })
  .refine(({ text, template }) => text !== '' || template !== undefined, 'Give a text or a template.');
export type BotOpening = z.infer<typeof botOpening>;

/** When the bot says nothing although a rule fits. */
export const botLimits = z.strictObject({
  /** Seconds from one reply to the next in a conversation, at least. */
  cooldownSeconds: z.int().min(0).max(86_400),
  /** Replies in a conversation on one day of the client's time zone, at most. */
  repliesPerDay: z.int().min(1).max(500),
  /** Minutes of silence in a conversation after a person of the team has written there. */
  quietMinutes: z.int().min(0).max(10_080),
  /** A message that is older than so many minutes, by WhatsApp's time, is not answered: it comes after an outage. */
  oldestMinutes: z.int().min(1).max(1_440),
});
export type BotLimits = z.infer<typeof botLimits>;

/**
 * A language model that answers: any that speaks OpenAI's chat completions. `url` is what stands before `/chat/completions`;
 * `everything`: the rules answer only where it cannot · `unmatched`: rules that fit come first, those for `any` message only
 * where it cannot.
 */
const responderSettings = z.strictObject({
  enabled: z.boolean(),
  url: z
    .string()
    .trim()
    .max(500)
    .refine((url) => url === '' || URL.canParse(url), 'Use an address such as https://api.openai.com/v1.'),
  model: z.string().trim().max(200),
  /** Who it is and how it speaks. */
  prompt: z.string().trim().max(BOT_LIMITS.systemPrompt),
  /** What it knows of the business. */
  knowledge: z.string().trim().max(BOT_LIMITS.knowledge),
  answers: z.enum(['everything', 'unmatched']),
  /** It is asked so often on a day of the client's time zone, at most. */
  perDay: z.int().min(1).max(100_000),
  timeoutSeconds: z.int().min(2).max(60),
});
export type ResponderSettings = z.infer<typeof responderSettings>;

/** The key itself is never shown. */
export const botResponder = z.object({
  ...responderSettings.shape,
  hasKey: z.boolean(),
  /** How often it was asked today, and how often it gave no answer. */
  today: z.object({ asked: z.int().nonnegative(), failed: z.int().nonnegative() }),
});
export type BotResponder = z.infer<typeof botResponder>;

/** Without `key` the one that is there stays, as long as the address does; null takes it away. */
export const saveResponderRequest = responderSettings
  .extend({ key: z.string().trim().min(1).max(500).nullable().optional() })
  .refine(
    ({ enabled, url, model }) => !enabled || (url !== '' && model !== ''),
    'Name its address and its model first.',
  );
export type SaveResponderRequest = z.infer<typeof saveResponderRequest>;

/**
 * Why the responder gave no answer. `timeout` · `unreachable` · `inside`: its address is within the operator's network ·
 * `refused`: it said no, for example to the key · `unusable`: what it said is no answer · `limit`: asked often enough today.
 */
export const responderFault = z.enum(['timeout', 'unreachable', 'inside', 'refused', 'unusable', 'limit']);
export type ResponderFault = z.infer<typeof responderFault>;

/** What there is of the bot of a client. */
export const bot = z.object({
  /** The `seq` at which it was saved last, whatever the switch has done since; 0 for a client that has decided nothing. */
  version,
  enabled: z.boolean(),
  rules: z.array(botRule),
  hours: businessHours,
  /** The client's, by which `hours` and days are meant. */
  timeZone,
  humanizer,
  limits: botLimits,
  /** Null where the bot writes to nobody first. */
  opening: botOpening.nullable(),
  responder: botResponder,
  updatedAt: isoTime.nullable(),
});
export type Bot = z.infer<typeof bot>;

export const botResponse = z.object({ bot, epoch: z.string(), seq: z.int() });
export type BotResponse = z.infer<typeof botResponse>;

/**
 * All of the bot; without `limits` it has the usual ones. With `version` nothing is changed unless the bot still has it. Without
 * `enabled` the switch stays as it is, without `opening` or `responder` those.
 */
export const saveBotRequest = z.strictObject({
  version: version.optional(),
  enabled: z.boolean().optional(),
  rules: z
    .array(botRule)
    .max(BOT_LIMITS.rules)
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'Each rule has an id of its own.'),
  hours: businessHours,
  humanizer,
  limits: botLimits.default(USUAL_LIMITS),
  opening: botOpening.nullable().optional(),
  responder: saveResponderRequest.optional(),
});
export type SaveBotRequest = z.infer<typeof saveBotRequest>;

export const switchBotRequest = z.strictObject({ enabled: z.boolean() });
export type SwitchBotRequest = z.infer<typeof switchBotRequest>;

/**
 * Why nothing is said. `off`: the bot, here or everywhere · `person`: somebody of the team has written not long ago ·
 * `cooldown`, `cap`: too soon or too often, by `limits` · `loop`: it looks as if another bot were answering · `old`: the message
 * comes after an outage · `away`: the rule for outside opening hours fits, and has spoken since the business closed · `no_rule`:
 * none fits.
 */
export const botSilence = z.enum(['off', 'person', 'cooldown', 'cap', 'loop', 'old', 'away', 'no_rule']);
export type BotSilence = z.infer<typeof botSilence>;

/**
 * A bot that need not be saved, in a conversation so far that ends with the contact. `at` is when a message was written; the
 * limits of time count where it is given. Without `at` it is now.
 */
export const botPreviewRequest = z
  .strictObject({
    bot: saveBotRequest.omit({ version: true, enabled: true, opening: true }),
    messages: z
      .array(
        z.strictObject({
          from: z.enum(['contact', 'bot', 'team']),
          text: z.string().max(BOT_LIMITS.replyText),
          at: isoTime.optional(),
        }),
      )
      .min(1)
      .max(BOT_LIMITS.previewMessages)
      .refine((messages) => messages.at(-1)?.from === 'contact', 'The last word is the contact’s.'),
    /** The first of `messages`, from 0, that the bot has not dealt with; without it what follows the last word of others. */
    since: z.int().nonnegative().optional(),
    /** Whether it is on in this conversation: what was handed over before is the team's. */
    botEnabled: z.boolean().default(true),
    /** When a rule for outside opening hours spoke last here. */
    awayAt: isoTime.optional(),
    /** What fills the variables of replies besides the name, by name. */
    contact: z
      .strictObject({
        name: z.string().max(120).default(''),
        variables: z.record(z.string().max(40), z.string().max(500)),
      })
      .partial()
      .default({}),
    at: isoTime.optional(),
  })
  .refine(
    ({ messages, since }) =>
      since === undefined || (since < messages.length && messages.slice(since).every(({ from }) => from === 'contact')),
    { path: ['since'], message: 'What the bot has to deal with is the contact’s.' },
  );
export type BotPreviewRequest = z.infer<typeof botPreviewRequest>;

/** What the bot would do now, after how long; nothing of it is done. */
export const botPreview = z.object({
  /** Null where something is said or done. */
  silence: botSilence.nullable(),
  by: z.enum(['rule', 'responder']).nullable(),
  ruleId: id.nullable(),
  /** Why it was not the responder, where that was asked. */
  responderFault: responderFault.nullable(),
  /** As the contact would read it. */
  reply: botReply.nullable(),
  actions: z.array(botAction),
  readingMs: z.int(),
  typingMs: z.int(),
});
export type BotPreview = z.infer<typeof botPreview>;
export const botPreviewResponse = z.object({ preview: botPreview });
export type BotPreviewResponse = z.infer<typeof botPreviewResponse>;

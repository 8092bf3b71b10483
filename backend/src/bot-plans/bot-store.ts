import type { Bot } from '#contract/bot';
import { USUAL_LIMITS } from '#contract/bot-limits';
import { USUAL_HUMANIZER } from '#contract/bot-pace';
import { USUAL_HOURS } from '#contract/business-hours';
import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the tables `bots` and `botFiles`. */

/** What a client decides about its bot: all of the contract's `Bot` that is stored. */
export type StoredBot = Omit<Bot, 'timeZone' | 'responder'>;

/** For a client that has decided nothing. */
const undecided: StoredBot = {
  version: 0,
  enabled: false,
  rules: [],
  hours: { week: copyOf(USUAL_HOURS.week), holidays: [] },
  humanizer: USUAL_HUMANIZER,
  limits: USUAL_LIMITS,
  opening: null,
  updatedAt: null,
};

function copyOf(week: typeof USUAL_HOURS.week): Bot['hours']['week'] {
  return structuredClone(week) as Bot['hours']['week'];
}

export async function readBot(database: Reading, clientCode: string): Promise<StoredBot> {
  const row = await database.selectFrom('bots').selectAll().where('clientCode', '=', clientCode).executeTakeFirst();
  if (!row) return undecided;
  const parse = <Name extends 'rules' | 'hours' | 'humanizer' | 'limits'>(name: Name) =>
    JSON.parse(row[name]) as Bot[Name];
  return {
    version: row.version,
    enabled: row.enabled === 1,
    rules: parse('rules'),
    hours: parse('hours'),
    humanizer: parse('humanizer'),
    limits: parse('limits'),
    opening: row.opening === null ? null : (JSON.parse(row.opening) as Bot['opening']),
    updatedAt: row.updatedAt,
  };
}

/** The clients whose bot is on. */
export async function readEnabledClients(database: Reading): Promise<string[]> {
  const rows = await database.selectFrom('bots').select('clientCode').where('enabled', '=', 1).execute();
  return rows.map(({ clientCode }) => clientCode);
}

/** Overwrites the client's bot; `mediaIds` are the files that its rules send. */
export async function saveBot(
  { database }: Writing,
  clientCode: string,
  bot: StoredBot,
  mediaIds: readonly string[],
): Promise<void> {
  const { version, updatedAt } = bot;
  const row = {
    version,
    enabled: bot.enabled ? (1 as const) : (0 as const),
    rules: JSON.stringify(bot.rules),
    hours: JSON.stringify(bot.hours),
    humanizer: JSON.stringify(bot.humanizer),
    limits: JSON.stringify(bot.limits),
    opening: bot.opening && JSON.stringify(bot.opening),
    updatedAt,
  };
  await database
    .insertInto('bots')
    .values({ clientCode, ...row })
    .onConflict((conflict) => conflict.column('clientCode').doUpdateSet(row))
    .execute();
  await database.deleteFrom('botFiles').where('clientCode', '=', clientCode).execute();
  const files = [...new Set(mediaIds)].map((mediaId) => ({ clientCode, mediaId }));
  if (files.length > 0) await database.insertInto('botFiles').values(files).execute();
}

import type { SessionReason } from '#contract/whatsapp-sessions';
import type { AlertMessage } from './channel.ts';
import type { DueNews } from './delivery-store.ts';
import { wordsOf, type AlertLanguage, type Words } from './words.ts';

export interface MessageOptions {
  language: AlertLanguage;
  /** Where people open the app; undefined where nobody has said. */
  publicUrl: string | undefined;
}

/** One message for everything of a kind that is to be told now: a hundred lines that fail together are one alert. */
export function messageOf(news: readonly [DueNews, ...DueNews[]], options: MessageOptions): AlertMessage {
  const words = wordsOf[options.language];
  const [first] = news;
  const isTrouble = first.news === 'trouble';
  const heading = isTrouble ? words.troubles(news.length) : words.recoveries(news.length);
  const paragraphs = news.map((each) => (isTrouble ? trouble(each, options, words) : recovery(each, options, words)));
  const link = options.publicUrl === undefined ? [] : [words.seeThere(`${options.publicUrl}/whatsapp`)];
  return {
    subject: news.length === 1 ? `${heading}: ${lineOf(first)}` : heading,
    body: [...paragraphs, ...link].join('\n\n'),
  };
}

function trouble(news: DueNews, { language }: MessageOptions, words: Words): string {
  const { kind, reason, since } = news.incident;
  const state = `${words.kind[kind]}, ${words.since(localTime(since, news.timeZone, language))}.`;
  const why = reason === null ? [] : [words.reason[reason as SessionReason]];
  return [`${whose(news)}: ${state}`, ...why, words.next[kind]].join('\n');
}

function recovery(news: DueNews, _options: MessageOptions, words: Words): string {
  const { since, closedAt } = news.incident;
  const lasted = Date.parse(closedAt ?? since) - Date.parse(since);
  return `${whose(news)}\n${words.lasted(Math.max(1, Math.round(lasted / 60_000)))}`;
}

/** The number's last four digits tell two lines apart; the whole of it is nobody's business in a chat or a mailbox. */
function whose(news: DueNews): string {
  return `${oneLine(news.clientName)} · ${lineOf(news)}${news.phoneNumber ? ` (…${news.phoneNumber.slice(-4)})` : ''}`;
}

function lineOf({ lineName }: DueNews): string {
  return oneLine(lineName);
}

/** Names are anybody's words, and stand in a subject. */
function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim();
}

function localTime(time: string, timeZone: string, language: AlertLanguage): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone }).format(new Date(time));
}

import { localTime } from '#contract/time-zones';
import { BYTE_ORDER_MARK, csvLine, type CsvLanguage } from '../web/index.ts';
import type { Names } from './read-report.ts';
import type { Slice } from './read-slice.ts';
import type { ReportRange } from './report-range.ts';
import { tallyOf, type Tally } from './tally.ts';

const columns: Record<CsvLanguage, readonly string[]> = {
  es: [
    ...['fecha', 'hora', 'inicio_utc', 'agente', 'linea', 'autor'],
    ...['recibidos', 'enviados', 'entregados', 'leidos', 'fallidos'],
    ...['primeras_respuestas', 'mediana_s', 'percentil_90_s'],
    ...['abiertas', 'sin_asignar', 'no_leidas', 'en_espera'],
  ],
  en: [
    ...['date', 'time', 'start_utc', 'agent', 'line', 'author'],
    ...['received', 'sent', 'delivered', 'read', 'failed'],
    ...['first_replies', 'median_s', 'percentile_90_s'],
    ...['open', 'unassigned', 'unread', 'waiting'],
  ],
};

const authors: Record<CsvLanguage, Record<string, string>> = {
  es: { contact: 'contacto', user: 'agente', phone: 'teléfono', bot: 'bot', campaign: 'envío masivo' },
  en: { contact: 'contact', user: 'agent', phone: 'phone', bot: 'bot', campaign: 'bulk message' },
};

/**
 * The figures as one table that a spreadsheet can pivot: of each hour or day a row for each agent, line and author, and one
 * with the conversations as it ended, where they are known. Its figures of messages can be added up; medians cannot.
 */
export function reportCsv(
  slices: readonly Slice[],
  {
    names,
    timeZone,
    grain,
    language,
  }: Pick<ReportRange, 'grain'> & {
    names: Names;
    timeZone: string;
    language: CsvLanguage;
  },
): string {
  const lines = slices.flatMap((slice) => {
    const [date = '', time = ''] = localTime(timeZone, new Date(slice.from)).split('T');
    const when = [date, grain === 'hour' ? time : '', new Date(slice.from).toISOString()];
    return [...messageCells(slice, names, language), ...conversationCells(slice)].map((cells) =>
      csvLine([...when, ...cells]),
    );
  });
  return BYTE_ORDER_MARK + csvLine(columns[language]) + lines.join('');
}

function messageCells({ messages, replies }: Slice, names: Names, language: CsvLanguage): string[][] {
  const tallies = new Map<string, Tally>();
  const keyOf = (userId: string, sessionId: string, author: string) => JSON.stringify([userId, sessionId, author]);
  for (const counted of messages) {
    tallyOf(tallies, keyOf(counted.userId, counted.sessionId, counted.author)).addMessages(counted);
  }
  for (const counted of replies) {
    const author = counted.userId === '' ? 'phone' : 'user';
    tallyOf(tallies, keyOf(counted.userId, counted.sessionId, author)).addReplies(counted);
  }
  return [...tallies].map(([key, tally]) => {
    const [userId = '', sessionId = '', author = ''] = JSON.parse(key) as string[];
    const { received, sent, delivered, read, failed, firstReplies } = tally.totals();
    const { answered, median, p90 } = firstReplies;
    return [
      names.agents.get(userId) ?? '',
      names.lines.get(sessionId) ?? '',
      authors[language][author] ?? author,
      ...[received, sent, delivered, read, failed, answered].map(String),
      ...[median, p90].map((seconds) => (seconds === null ? '' : String(seconds))),
      ...['', '', '', ''],
    ];
  });
}

function conversationCells({ conversations }: Slice): string[][] {
  if (!conversations) return [];
  const { openConversations, unassigned, unread, waiting } = conversations;
  const nothing = Array.from({ length: 11 }, () => '');
  return [[...nothing, ...[openConversations, unassigned, unread, waiting].map(String)]];
}

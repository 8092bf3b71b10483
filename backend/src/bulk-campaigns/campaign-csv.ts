import type { RecipientStatus } from '#contract/bulk-campaigns';
import { spreadsheetNumber } from '#contract/phone-number-rules';
import { localTime } from '#contract/time-zones';
import type { RecipientRow } from '../campaign-recipients/index.ts';
import { csvLine, type CsvLanguage } from '../web/index.ts';

const columns: Record<CsvLanguage, readonly string[]> = {
  es: ['Teléfono', 'Nombre', 'Estado', 'Motivo', 'Enviado', 'Respondió', 'Pidió la baja'],
  en: ['Phone', 'Name', 'Status', 'Reason', 'Sent', 'Answered', 'Opted out'],
};

/** In place of the number of somebody whose data were deleted. */
const deleted: Record<CsvLanguage, string> = { es: 'eliminado', en: 'deleted' };

const spanish: Record<RecipientStatus, string> = {
  pending: 'pendiente',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  failed: 'falló',
  skipped: 'omitido',
  uncertain: 'sin confirmar',
};

/** The results of a campaign, line by line; the first has the names of the columns. */
export function headerLine(variables: readonly string[], language: CsvLanguage): string {
  return csvLine([...columns[language], ...variables]);
}

/** How a table is written: in which language, and in which time zone. */
export interface CsvForm {
  language: CsvLanguage;
  timeZone: string;
}

/** Times are those of the client's zone, as spreadsheets read them: `2026-11-27 19:32`. */
export function recipientLine(
  row: RecipientRow,
  variables: readonly string[],
  { language, timeZone }: CsvForm,
): string {
  const shown = (at: string | null) => (at === null ? '' : localTime(timeZone, new Date(at)).replace('T', ' '));
  const values = JSON.parse(row.variables) as Record<string, string>;
  const { phoneNumber, name, status, reason, sentAt, answeredAt, optedOutAt } = row;
  return csvLine([
    phoneNumber === '' ? deleted[language] : spreadsheetNumber(phoneNumber),
    name,
    language === 'es' ? spanish[status] : status,
    reason ?? '',
    shown(sentAt),
    shown(answeredAt),
    shown(optedOutAt),
    ...variables.map((variable) => values[variable] ?? ''),
  ]);
}

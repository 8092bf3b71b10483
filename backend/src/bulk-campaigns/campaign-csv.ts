import type { RecipientStatus } from '#contract/bulk-campaigns';
import type { RecipientRow } from '../campaign-recipients/index.ts';

export type CsvLanguage = 'es' | 'en';

const columns: Record<CsvLanguage, readonly string[]> = {
  es: ['telefono', 'nombre', 'estado', 'motivo', 'enviado', 'respondio', 'pidio_baja'],
  en: ['phone', 'name', 'status', 'reason', 'sent', 'answered', 'opted_out'],
};

const spanish: Record<RecipientStatus, string> = {
  pending: 'pendiente',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  failed: 'falló',
  skipped: 'omitido',
  uncertain: 'sin confirmar',
};

/** What a spreadsheet takes for the beginning of a formula, which it runs. */
const FORMULA = /^[=+\-@\t\r]/;

/** The results of a campaign, line by line (RFC 4180), each ending with CR LF; the first has the names of the columns. */
export function headerLine(variables: readonly string[], language: CsvLanguage): string {
  return line([...columns[language], ...variables]);
}

export function recipientLine(row: RecipientRow, variables: readonly string[], language: CsvLanguage): string {
  const values = JSON.parse(row.variables) as Record<string, string>;
  const { phoneNumber, name, status, reason, sentAt, answeredAt, optedOutAt } = row;
  return line([
    phoneNumber,
    name,
    language === 'es' ? spanish[status] : status,
    reason ?? '',
    sentAt ?? '',
    answeredAt ?? '',
    optedOutAt ?? '',
    ...variables.map((variable) => values[variable] ?? ''),
  ]);
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** An apostrophe in front of what would be a formula makes it text. */
function cell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

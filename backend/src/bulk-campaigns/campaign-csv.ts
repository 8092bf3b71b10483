import type { RecipientStatus } from '#contract/bulk-campaigns';
import type { RecipientRow } from '../campaign-recipients/index.ts';
import { csvLine, type CsvLanguage } from '../web/index.ts';

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

/** The results of a campaign, line by line; the first has the names of the columns. */
export function headerLine(variables: readonly string[], language: CsvLanguage): string {
  return csvLine([...columns[language], ...variables]);
}

export function recipientLine(row: RecipientRow, variables: readonly string[], language: CsvLanguage): string {
  const values = JSON.parse(row.variables) as Record<string, string>;
  const { phoneNumber, name, status, reason, sentAt, answeredAt, optedOutAt } = row;
  return csvLine([
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

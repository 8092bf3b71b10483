import { once } from 'node:events';
import type { Response } from 'express';
import { readRecipients } from '../campaign-recipients/index.ts';
import type { Store } from '../storage/index.ts';
import { headerLine, recipientLine, type CsvLanguage } from './campaign-csv.ts';
import type { CampaignRow } from './campaign-store.ts';

const AT_ONCE = 500;
/** Without it Excel takes UTF-8 for something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Writes what became of each recipient as CSV, page by page, as fast as the browser takes it. */
export async function exportCampaign(
  store: Store,
  { id, name }: CampaignRow,
  language: CsvLanguage,
  response: Response,
): Promise<void> {
  const read = (after: number) =>
    store.read((database) => readRecipients(database, { campaignId: id, limit: AT_ONCE, after }));
  let page = await read(0);
  // Those of one campaign come from one list, so the first page knows its columns.
  const variables = [
    ...new Set(page.flatMap((row) => Object.keys(JSON.parse(row.variables) as Record<string, string>))),
  ].sort();
  response.attachment(`${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'campaign'}.csv`);
  response.type('text/csv; charset=utf-8');
  response.write(BYTE_ORDER_MARK + headerLine(variables, language));
  while (page.length > 0 && !response.destroyed) {
    const lines = page.map((row) => recipientLine(row, variables, language)).join('');
    if (!response.write(lines)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    page = page.length < AT_ONCE ? [] : await read(page.at(-1)?.place ?? 0);
  }
  response.end();
}

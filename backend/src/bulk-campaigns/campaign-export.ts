import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { readRecipients, type RecipientRow } from '../campaign-recipients/index.ts';
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
  response.attachment(`${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'campaign'}.csv`);
  response.type('text/csv; charset=utf-8');
  const pages = (after: number) =>
    store.read((database) => readRecipients(database, { campaignId: id, limit: AT_ONCE, after }));
  try {
    await pipeline(csvOf(pages, language), response);
  } catch (error) {
    // Whoever asked has gone.
    if (!response.destroyed) throw error;
  }
}

async function* csvOf(
  pageAfter: (place: number) => Promise<RecipientRow[]>,
  language: CsvLanguage,
): AsyncGenerator<string> {
  let page = await pageAfter(0);
  // Those of one campaign come from one list, so the first page knows its columns.
  const variables = [
    ...new Set(page.flatMap((row) => Object.keys(JSON.parse(row.variables) as Record<string, string>))),
  ].sort();
  yield BYTE_ORDER_MARK + headerLine(variables, language);
  while (page.length > 0) {
    yield page.map((row) => recipientLine(row, variables, language)).join('');
    page = page.length < AT_ONCE ? [] : await pageAfter(page.at(-1)?.place ?? 0);
  }
}

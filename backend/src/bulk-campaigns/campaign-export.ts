import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { readRecipients, type RecipientRow } from '../campaign-recipients/index.ts';
import type { Store } from '../storage/index.ts';
import { BYTE_ORDER_MARK } from '../web/index.ts';
import { headerLine, recipientLine, type CsvForm } from './campaign-csv.ts';
import type { CampaignRow } from './campaign-store.ts';

const AT_ONCE = 500;
const OWN_COLUMNS: ReadonlySet<string> = new Set(['nombre', 'name', 'telefono', 'phone']);

/** Writes what became of each recipient as CSV, page by page, as fast as the browser takes it. */
export async function exportCampaign(
  store: Store,
  campaign: CampaignRow,
  { language, timeZone }: CsvForm,
  response: Response,
): Promise<void> {
  response.attachment(`${campaign.name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'campaign'}.csv`);
  response.type('text/csv; charset=utf-8');
  const pages = (after: number) =>
    store.read((database) => readRecipients(database, campaign, { limit: AT_ONCE, after }));
  try {
    await pipeline(csvOf(pages, { language, timeZone }), response);
  } catch (error) {
    // Whoever asked has gone.
    if (!response.destroyed) throw error;
  }
}

async function* csvOf(pageAfter: (place: number) => Promise<RecipientRow[]>, form: CsvForm): AsyncGenerator<string> {
  const names = new Set<string>();
  for await (const page of pagesOf(pageAfter)) {
    for (const { variables } of page) {
      for (const name of Object.keys(JSON.parse(variables) as Record<string, string>)) names.add(name);
    }
  }
  // Name and number have columns of their own.
  const columns = [...names].filter((name) => !OWN_COLUMNS.has(name)).sort();
  yield BYTE_ORDER_MARK + headerLine(columns, form.language);
  for await (const page of pagesOf(pageAfter)) {
    yield page.map((row) => recipientLine(row, columns, form)).join('');
  }
}

async function* pagesOf(pageAfter: (place: number) => Promise<RecipientRow[]>): AsyncGenerator<RecipientRow[]> {
  let page = await pageAfter(0);
  while (page.length > 0) {
    yield page;
    page = page.length < AT_ONCE ? [] : await pageAfter(page.at(-1)?.place ?? 0);
  }
}

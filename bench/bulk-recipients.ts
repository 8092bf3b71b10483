/**
 * Whether the page stays free with 100,000 recipients: while their file is read, while they are brought to the server, and
 * while somebody scrolls down the list of all of them: `npm run build && npx node bench/bulk-recipients.ts [--recipients
 * 100000] [--seconds 10]`. Prints one table and writes nothing.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import type { AddedRecipients } from '#contract/bulk-campaigns';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { createTeam, fillSignIn, signInOverApi, startProduct } from '../e2e/support/index.ts';
import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/find-browser.ts';
import { call } from './support/api.ts';
import { droppedFrames } from './support/dropped-frames.ts';
import { during, printHeld } from './support/long-tasks.ts';
import { pageToolsScript, scroll } from './support/page-tools.ts';

const { values } = parseArgs({
  options: { recipients: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' } },
});
const recipients = Number(values.recipients);
/** Pixels per animation frame. */
const STEP = 60;
const longTasksScript = fileURLToPath(new URL('support/long-tasks.js', import.meta.url));
const shown = new Intl.NumberFormat('es-MX').format(recipients);

const folder = await mkdtemp(join(tmpdir(), 'condorito-bench-'));
const product = await startProduct();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS] });
try {
  const people = await createTeam(product, 'bench');
  const token = await signInOverApi(product, people.admin);
  const line = { kind: 'whatsapp-web', name: 'Ventas' };
  const { session } = await call<SessionResponse>(product.url, token, 'POST', '/whatsapp/sessions', line);
  const draft = { name: 'Bench', sessionId: session.id, message: { text: 'Hola {{nombre}}' } };
  const { campaign } = await call<AddedRecipients>(product.url, token, 'POST', '/bulk-campaigns', draft);

  const page = await (await browser.newContext({ locale: 'es-MX' })).newPage();
  for (const path of [longTasksScript, pageToolsScript]) await page.addInitScript({ path });
  await page.goto(`${product.url}/bulk-messages/${campaign.id}/recipients`);
  await fillSignIn(page, people.admin);
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
  // What is fetched ahead of its need, three seconds after the page stood, is not part of it.
  await page.waitForTimeout(5_000);

  printHeld('read', await during(page, () => readFile(page)));
  printHeld('brought to the server', await during(page, () => add(page)));
  await call(product.url, token, 'POST', `/bulk-campaigns/${campaign.id}/start`, {});
  await page.locator('cdk-virtual-scroll-viewport .row').first().waitFor();
  const { frames, far } = await scroll(page, {
    selector: 'cdk-virtual-scroll-viewport',
    step: STEP,
    milliseconds: Number(values.seconds) * 1_000,
  });
  const dropped = (droppedFrames(frames) * 100).toFixed(2);
  console.log(`${'scrolled'.padEnd(24)}${dropped} % of frames dropped, ${String(Math.round(far))} pixels gone`);
} finally {
  await browser.close();
  await product.stop();
  await rm(folder, { recursive: true });
}

async function readFile(page: Page): Promise<void> {
  const rows = Array.from(
    { length: recipients },
    (_, index) =>
      `Persona ${String(index)};+57300${String(1_000_000 + index)};Ciudad ${String(index % 40)};${String(index)}`,
  );
  // On disk, where people have theirs: what Playwright is given itself it puts together in the page.
  const path = join(folder, 'bench.csv');
  await writeFile(path, ['Nombre;Teléfono;Ciudad;Pedido', ...rows].join('\r\n'));
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: `Listos: ${shown}` }).waitFor({ timeout: 120_000 });
}

async function add(page: Page): Promise<void> {
  await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('form');
  await page.getByRole('button', { name: `Agregar ${shown} destinatarios` }).click();
  await page.getByText(`Se agregaron ${shown} destinatarios.`).waitFor({ timeout: 600_000 });
}

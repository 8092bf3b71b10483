/**
 * Whether the page stays free while contacts are imported, and how soon it shows so many in one stage: `npm run build && npx
 * node bench/contact-import.ts [--contacts 100000] [--seconds 10]`. Prints one table and writes nothing.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { createTeam, fillSignIn, startProduct } from '../e2e/support/index.ts';
import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/find-browser.ts';
import { droppedFrames } from './support/dropped-frames.ts';
import { during, printHeld } from './support/long-tasks.ts';
import { pageToolsScript, scroll } from './support/page-tools.ts';

const { values } = parseArgs({
  options: { contacts: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' } },
});
const contacts = Number(values.contacts);
/** Pixels per animation frame. */
const STEP = 60;
const longTasksScript = fileURLToPath(new URL('support/long-tasks.js', import.meta.url));
const shown = new Intl.NumberFormat('es-MX').format(contacts);

const folder = await mkdtemp(join(tmpdir(), 'condorito-bench-'));
const product = await startProduct();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS] });
try {
  const people = await createTeam(product, 'bench');
  const page = await (await browser.newContext({ locale: 'es-MX' })).newPage();
  for (const path of [longTasksScript, pageToolsScript]) await page.addInitScript({ path });
  await page.goto(`${product.url}/contacts/import`);
  await fillSignIn(page, people.admin);
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
  // What is fetched ahead of its need, three seconds after the page stood, is not part of it.
  await page.waitForTimeout(5_000);

  printHeld('read', await during(page, () => readFile(page)));
  printHeld('imported', await during(page, () => bringIn(page)));
  printHeld(
    'table',
    await during(page, () => firstRows(page, '/contacts?stage=Nuevo', 'cdk-virtual-scroll-viewport .row')),
  );
  const { frames, far } = await scroll(page, {
    selector: 'cdk-virtual-scroll-viewport',
    step: STEP,
    milliseconds: Number(values.seconds) * 1_000,
  });
  const dropped = (droppedFrames(frames) * 100).toFixed(2);
  console.log(`${'table scrolled'.padEnd(24)}${dropped} % of frames dropped, ${String(Math.round(far))} pixels gone`);
  printHeld('board', await during(page, () => firstRows(page, '/contacts?view=board', 'app-contact-card')));
} finally {
  await browser.close();
  await product.stop();
  await rm(folder, { recursive: true });
}

async function readFile(page: Page): Promise<void> {
  const rows = Array.from(
    { length: contacts },
    (_, index) => `Persona ${String(index)};+57300${String(1_000_000 + index)};Nuevo;Nota ${String(index)}`,
  );
  // On disk, where people have theirs: what Playwright is given itself it puts together in the page.
  const path = join(folder, 'bench.csv');
  await writeFile(path, ['Nombre;Teléfono;Etapa;Notas', ...rows].join('\r\n'));
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: `Listos: ${shown}` }).waitFor({ timeout: 120_000 });
}

async function bringIn(page: Page): Promise<void> {
  await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('form');
  await page.getByRole('button', { name: `Importar ${shown} contactos` }).click();
  await page.getByText(`Nuevos: ${shown}`).waitFor({ timeout: 600_000 });
}

/** From the address on, the app included. */
async function firstRows(page: Page, path: string, selector: string): Promise<void> {
  await page.goto(product.url + path);
  await page.locator(selector).first().waitFor({ timeout: 120_000 });
}

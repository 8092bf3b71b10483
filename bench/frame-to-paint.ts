/**
 * From a socket's frame in the browser to the painted bubble, in the real app with one conversation open:
 * `npm run build && npx node bench/frame-to-paint.ts [--rate 200] [--seconds 20]`. Prints one table and writes nothing.
 *
 * Painted means: the bubble is in the page, the next animation frame has begun, and the first task after it runs. Both times
 * are taken by the page's own clock.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { createApplication, type Application } from '../backend/src/application.ts';
import { recordMessage } from '../backend/src/conversations/index.ts';
import { createLogger, readSettings } from '../backend/src/operations/index.ts';
import { createSession } from '../backend/src/whatsapp/index.ts';
import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/find-browser.ts';
import { percentile } from './support/percentiles.ts';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '200' }, seconds: { type: 'string', default: '20' } },
});
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const WARM_UP = 200;
const CLIENT = 'bench';
const password = 'correct horse battery';
const admin = { name: 'Admin', email: 'admin@bench.example', password };

/** What `support/paint-marks.js` collects in the page. */
interface Marks {
  /** By the number of the message, in milliseconds of `performance.now()`. */
  arrived: Map<number, number>;
  painted: Map<number, number>;
  /** Times of the animation frames. */
  frames: number[];
  /** For each paint with something new, the number of the first message that was rendered then. */
  paints: { at: number; first: number }[];
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
const application = await createApplication(
  readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    NODE_ENV: 'production',
    DATA_DIR: dataDirectory,
    OPERATOR_EMAIL: 'operator@bench.example',
    OPERATOR_PASSWORD: password,
    WHATSAPP_WEB_URL: 'ws://127.0.0.1:9',
  }),
  { logger: createLogger({ level: 'warn', json: false }) },
);
const { port } = await application.listen();
const url = `http://127.0.0.1:${String(port)}`;
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS] });
try {
  const { sessionId, conversationId } = await makeConversation(application);
  const page = await openConversation(conversationId);
  await write(application, sessionId, 1, WARM_UP);
  await write(application, sessionId, WARM_UP + 1, RATE * SECONDS);
  await page.waitForFunction(
    (last) => (globalThis as unknown as { marks: Marks }).marks.painted.has(last),
    WARM_UP + RATE * SECONDS,
    { timeout: 60_000 },
  );
  printTable(await readMarks(page));
} finally {
  await browser.close();
  await application.close();
  rmSync(dataDirectory, { recursive: true });
}

async function makeConversation({ accounts, store }: Application) {
  await accounts.clients.add({ clientCode: CLIENT, name: 'Bench', timeZone: 'UTC', admin });
  const line = await store.write((writing) => createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Bench' }));
  await write(application, line.id, 0, 1);
  const { items } = (await call('/conversations')) as { items: { id: string }[] };
  return { sessionId: line.id, conversationId: items[0]?.id ?? '' };
}

/** Messages with these numbers, by the clock: one that is late does not put off those behind it. */
async function write({ store }: Application, sessionId: string, first: number, count: number): Promise<void> {
  const start = performance.now();
  const written: Promise<unknown>[] = [];
  while (written.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) * RATE) / 1_000) || 1);
    while (written.length < due) {
      const number = first + written.length;
      written.push(
        store.write((writing) =>
          recordMessage(writing, {
            clientCode: CLIENT,
            sessionId,
            address: { phoneNumber: '573001112233' },
            whatsappId: `BENCH-${String(number)}`,
            fromMe: false,
            type: 'text',
            text: textOf(number),
            sentAt: store.now().toISOString(),
          }),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(written);
}

/** One to eight lines, so that rows differ in height. */
function textOf(number: number): string {
  return `paint-${String(number)} ${'lorem ipsum dolor sit amet '.repeat((number * 7) % 16)}`;
}

async function openConversation(conversationId: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 1_440, height: 900 } })).newPage();
  await page.addInitScript({ path: fileURLToPath(new URL('support/paint-marks.js', import.meta.url)) });
  await page.goto(`${url}/login?next=/chat/${conversationId}`);
  await page.locator('input[type=email]').fill(admin.email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.getByText('Tiempo real').waitFor();
  await page.locator('[data-key]').first().waitFor();
  return page;
}

interface Figures {
  waits: number[];
  /** Messages that the list, which renders what is in view, had gone past by the next paint. */
  passed: number;
  /** Messages that belonged to what was rendered by the next paint, and were not in it. */
  leftOut: number;
  dropped: number;
}

async function readMarks(page: Page): Promise<Figures> {
  const { arrived, painted, frames, paints } = await page.evaluate(() => {
    const { marks } = globalThis as unknown as { marks: Marks };
    return { arrived: [...marks.arrived], painted: [...marks.painted], frames: marks.frames, paints: marks.paints };
  });
  const paintedAt = new Map(painted);
  const measured = arrived.filter(([number]) => number > WARM_UP);
  const waits = measured.flatMap(([number, at]) => {
    const end = paintedAt.get(number);
    return end === undefined ? [] : [end - at];
  });
  const missing = measured.filter(([number]) => !paintedAt.has(number));
  // The paint that was due for it: the first one of anything newer.
  const passed = missing.filter(([number]) => {
    const due = Math.min(...painted.flatMap(([other, at]) => (other > number ? [at] : [])));
    return number < (paints.find(({ at }) => at === due)?.first ?? 0);
  }).length;
  const from = measured[0]?.[1] ?? 0;
  const gaps = frames
    .filter((at) => at > from)
    .flatMap((at, index, all) => (index > 0 ? [at - (all[index - 1] ?? at)] : []));
  const due = gaps.reduce((sum, gap) => sum + Math.max(1, Math.round(gap / (1_000 / 60))), 0);
  return { waits, passed, leftOut: missing.length - passed, dropped: 1 - gaps.length / due };
}

function printTable({ waits, passed, leftOut, dropped }: Figures): void {
  const row = (what: string, value: string, limit: string) => {
    console.log(`${what.padEnd(44)}${value.padStart(12)}${limit.padStart(14)}`);
  };
  row(`${String(RATE)} messages/s for ${String(SECONDS)} s`, '', 'limit');
  row('frame to painted bubble, p50', `${percentile(waits, 0.5).toFixed(1)} ms`, '16.7 ms');
  row('frame to painted bubble, p99', `${percentile(waits, 0.99).toFixed(1)} ms`, '50 ms');
  row('frames dropped', `${(dropped * 100).toFixed(1)} %`, '3 %');
  row('scrolled past between two paints', String(passed), '');
  row('in view and never painted', String(leftOut), '0');
}

async function call(path: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: admin.email, password });
  const signedIn = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body });
  const { token } = (await signedIn.json()) as { token: string };
  return (await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
}

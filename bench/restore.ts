/**
 * A start with many linked WhatsApp sessions: `npx node --import ./lab/whatsapp-web/trust-lab-root.ts bench/restore.ts
 * [--lines 100]`. Prints one table and writes nothing.
 *
 * The product, the simulated WhatsApp with its phones (this process), and a caller of the HTTP API are three processes. The
 * product is killed and started again; from that moment on the API is called fifty times a second until every line is open.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { ProductProcess } from '../backend/test/whatsapp/product-process.ts';
import { startWhatsAppWebServer, type Phone } from '../lab/whatsapp-web/index.ts';
import { call, signIn } from './support/api.ts';
import { AskedProcess } from './support/asked-process.ts';
import type { HttpProbe, HttpProbeResult } from './support/http-probe.ts';
import { percentile } from './support/percentiles.ts';
import { memory, processorTime } from './support/process-figures.ts';
import { until } from './support/subject.ts';

const { values: options } = parseArgs({ options: { lines: { type: 'string', default: '100' } } });
const lines = Number(options.lines);
const LINES_PER_CLIENT = 10;
const LINKED_AT_ONCE = 4;
const CALLS_PER_SECOND = 50;
/** Until garbage of the start is collected and the timers of the handshakes have run out. */
const SETTLED_MS = 20_000;
const password = 'correct horse battery';
const load = loadavg()[0] ?? 0;

const lab = await startWhatsAppWebServer();
const product = await ProductProcess.start({
  WHATSAPP_WEB_URL: lab.url,
  NODE_ENV: 'production',
  OPERATOR_EMAIL: 'operator@bench.example',
  OPERATOR_PASSWORD: password,
});
await settle();
const empty = memory(product.pid).now;

const { url } = product;
const operator = await signIn(url, 'operator@bench.example', password);
const admins: string[] = [];
for (let client = 0; client * LINES_PER_CLIENT < lines; client += 1) {
  const email = `admin@client${String(client)}.example`;
  const body = { clientCode: `client${String(client)}`, name: 'Bench', admin: { name: 'Admin', email, password } };
  await call(url, operator.token, 'POST', '/clients', body);
  admins.push((await signIn(url, email, password)).token);
}
const contact = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
const numbers = Array.from({ length: lines }, (_, index) => index);
await Promise.all(
  Array.from({ length: LINKED_AT_ONCE }, async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) await link(number);
  }),
);
const readyAgain = await restarted();
const prober = new AskedProcess<HttpProbe, HttpProbeResult>('http-prober.ts');
const authorization = `Bearer ${admins[0] ?? ''}`;
const processorBefore = processorTime(product.pid);
void prober.ask({
  do: 'begin',
  url: `${url}/api/conversations`,
  headers: { authorization },
  perSecond: CALLS_PER_SECOND,
});
await until('every line to be open', async () => ((await open()) === lines ? true : undefined));
const allOpen = performance.now() - readyAgain.from;
const processor = processorTime(product.pid) - processorBefore;
const { times, failed } = await prober.ask({ do: 'end' });
await settle();
const after = memory(product.pid);
await prober.end({ do: 'stop' });
await product.stop();
await lab.close();

process.stdout.write(
  [
    `${cpus()[0]?.model ?? 'unknown processor'}, ${String(cpus().length)} cores, Node ${process.version}, load ${load.toFixed(1)} before`,
    '',
    `| ${String(lines)} lines | measured | limit |`,
    '|---|---|---|',
    `| HTTP ready, s | ${(readyAgain.ready / 1_000).toFixed(2)} | 1 |`,
    `| every line open, s after the start | ${(allOpen / 1_000).toFixed(1)} | ${String(Math.ceil((60 * lines) / 100))} |`,
    `| HTTP answers meanwhile, p50, ms (${String(times.length)} calls, ${String(failed)} failed) | ${percentile(times, 0.5).toFixed(1)} | |`,
    `| HTTP answers meanwhile, p99, ms | ${percentile(times, 0.99).toFixed(1)} | 50 |`,
    `| processor time for one line, ms | ${(processor / lines).toFixed(0)} | |`,
    `| memory without lines, MB | ${empty.toFixed(0)} | |`,
    `| memory with all lines open, MB | ${after.now.toFixed(0)} | |`,
    `| for one line, MB | ${((after.now - empty) / lines).toFixed(2)} | |`,
    `| at its peak, MB | ${after.peak.toFixed(0)} | |`,
    '',
  ].join('\n'),
);

async function restarted(): Promise<{ from: number; ready: number }> {
  await product.kill();
  const from = performance.now();
  await product.run();
  return { from, ready: performance.now() - from };
}

/** One line of one of the clients; a message makes the Signal session that every line in use has. */
async function link(number: number): Promise<void> {
  const admin = admins[Math.floor(number / LINES_PER_CLIENT)] ?? '';
  const phone: Phone = lab.createPhone({
    phoneNumber: String(573_100_000_000 + number),
    name: `Line ${String(number)}`,
  });
  const line = { kind: 'whatsapp-web', name: `Line ${String(number)}` };
  const { session } = await call<SessionResponse>(url, admin, 'POST', '/whatsapp/sessions', line);
  const path = `/whatsapp/sessions/${session.id}`;
  const read = async () => (await call<SessionResponse>(url, admin, 'GET', path)).session;
  await call(url, admin, 'POST', `${path}/connect`);
  await phone.scan(await until('a QR code', async () => (await read()).qr?.qr));
  await until('the line to open', async () => ((await read()).state === 'open' ? true : undefined));
  await contact.sendText(phone.phoneNumber, 'Hola');
}

async function open(): Promise<number> {
  const health = (await (await fetch(`${url}/health`)).json()) as { parts: { whatsapp: { open?: number } } };
  return health.parts.whatsapp.open ?? 0;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
}

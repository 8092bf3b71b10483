/**
 * What a webhook of Meta costs, up to the parsed message and all the way to 50 sockets, each beside its yardstick:
 * `npx node bench/webhook.ts [--rounds 5] [--seconds 60] [--cpu-prof <folder>]`. Prints tables and writes nothing.
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { startGraphApi } from '../lab/graph-api/index.ts';
import { call, signIn } from './support/api.ts';
import { AskedProcess } from './support/asked-process.ts';
import { median, percentile } from './support/percentiles.ts';
import { processorTime } from './support/process-figures.ts';
import { ADMIN, CLIENT } from './support/webhook-admin.ts';
import { APP_SECRET, PHONE_NUMBER_ID, SESSION_ID, type WebhookServerAnswer } from './support/webhook-messages.ts';
import { WebhookPoster } from './support/webhook-poster.ts';
import { WebhookSockets } from './support/webhook-sockets.ts';

const SOCKETS = 50;
/** In one measurement of one server. */
const PARSED = 5_000;
const STORED = 2_000;
const PARSE_LIMIT = 2.3;
const STORE_LIMIT = 1.6;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    'cpu-prof': { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const folder = options['cpu-prof'];
const nodeArguments = folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(folder)];
const before = loadavg()[0] ?? 0;

interface Contestant {
  server: AskedProcess<{ do: 'stop' }, WebhookServerAnswer>;
  poster: WebhookPoster;
  sockets?: WebhookSockets;
}

const graph = await startGraphApi();
const parsing = await compare(
  PARSED,
  await start('webhook-routes.ts', 'product'),
  await start('webhook-bare.ts', 'empty'),
);
const product = await startProduct();
const bare = await start('webhook-bare.ts', 'bare');
bare.sockets = new WebhookSockets();
await bare.sockets.open(bare.url, SOCKETS);
const storing = await compare(STORED, product, bare, (contestant) => contestant !== product);
const slow = await pace(80, seconds);
const fast = await pace(1_000, seconds);
await end(product);
await graph.close();

const load = `${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, load ${load}`);
console.log(`${String(rounds)} rounds; processor time of the server per webhook in µs\n`);
console.log(['', 'product', 'yardstick', 'ratio', 'lowest', 'highest', 'limit'].map(column).join(''));
console.log(
  [row('signature and JSON', parsing, PARSE_LIMIT), row('stored, 50 sockets', storing, STORE_LIMIT)].join('\n'),
);
console.log(`\nmilliseconds, ${String(seconds)} s each\n`);
console.log(
  ['per second', 'taken/s', 'ack p50', 'ack p99', 'socket p50', 'socket p99', 'missing'].map(column).join(''),
);
console.log([slow, fast].map((figures) => figures.map(column).join('')).join('\n'));

async function start(file: string, name: string): Promise<Contestant & { url: string }> {
  const server: Contestant['server'] = new AskedProcess(file, { arguments: [name], nodeArguments });
  const url = `http://127.0.0.1:${String((await server.next()).ready)}`;
  return { server, url, poster: new WebhookPoster(`${url}/webhooks/whatsapp/${SESSION_ID}`) };
}

/** A client with one line over Meta's Cloud API, and its sockets. */
async function startProduct(): Promise<Contestant> {
  const phone = { phoneNumber: '573001112233', verifiedName: 'Tienda', phoneNumberId: PHONE_NUMBER_ID };
  const number = graph.createBusinessNumber({ ...phone, appSecret: APP_SECRET });
  const { server, url } = await start('webhook-product.ts', graph.url);
  const { token, user } = await signIn(url, ADMIN.email, ADMIN.password);
  const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = number;
  const line = { kind: 'cloud-api', name: 'Ventas', phoneNumberId, businessAccountId, accessToken, appSecret };
  const { session } = await call<SessionResponse>(url, token, 'POST', '/whatsapp/sessions', line);
  const sockets = new WebhookSockets();
  await sockets.open(url, SOCKETS, { token, clientId: user.id, clientCode: CLIENT });
  return { server, sockets, poster: new WebhookPoster(`${url}/webhooks/whatsapp/${session.id}`) };
}

/** Microseconds per webhook, round for round. The two take turns at who is first; the first two rounds are for warming up. */
async function compare(
  count: number,
  product: Contestant,
  yardstick: Contestant,
  ends: (contestant: Contestant) => boolean = () => true,
): Promise<[number[], number[]]> {
  const figures: [number[], number[]] = [[], []];
  const pair = [...[product, yardstick].entries()];
  for (let round = -2; round < rounds; round++) {
    for (const [index, { server, poster, sockets }] of round % 2 === 0 ? pair : pair.toReversed()) {
      const arrived = sockets?.expect(count);
      const from = processorTime(server.pid);
      await Promise.all([poster.flood(count), arrived]);
      if (round >= 0) figures[index]?.push(((processorTime(server.pid) - from) * 1_000) / count);
    }
  }
  for (const contestant of [product, yardstick].filter(ends)) await end(contestant);
  return figures;
}

/** The product at this rate, as a row of the second table. */
async function pace(perSecond: number, seconds: number): Promise<string[]> {
  const { poster, sockets } = product;
  poster.acknowledgements.length = 0;
  poster.sentAt.clear();
  sockets?.cameAt.clear();
  const start = performance.now();
  await Promise.all([poster.pace(perSecond, seconds), sockets?.expect(perSecond * seconds)]);
  const taken = poster.acknowledgements.length / ((performance.now() - start) / 1_000);
  const cameAt = sockets?.cameAt ?? new Map<number, number>();
  const ways = [...poster.sentAt].map(([number, sentAt]) => (cameAt.get(number) ?? Number.NaN) - sentAt);
  const missing = ways.filter((way) => Number.isNaN(way)).length;
  const times = [0.5, 0.99].map((share) => percentile(poster.acknowledgements, share));
  const figures = [taken, ...times, ...[0.5, 0.99].map((share) => percentile(ways, share))];
  return [String(perSecond), ...figures.map((figure) => figure.toFixed(1)), String(missing)];
}

async function end({ server, poster, sockets }: Contestant): Promise<void> {
  poster.close();
  sockets?.close();
  await server.end({ do: 'stop' });
}

function row(name: string, [ours, theirs]: [number[], number[]], limit: number): string {
  const ratios = ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN));
  const figures = [median(ours), median(theirs), median(ratios), Math.min(...ratios), Math.max(...ratios)];
  return [name, ...figures.map((figure) => figure.toFixed(2)), `≤ ${String(limit)}`].map(column).join('');
}

function column(text: string, index: number): string {
  return index === 0 ? text.padEnd(22) : text.padStart(12);
}

/**
 * What a `message:new` of 660 bytes costs on its way from the store to the sockets of a client, beside bare Socket.IO:
 * `npx node bench/fan-out.ts [--rounds 7] [--cpu-prof <folder>]`. Prints one table and writes nothing.
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AskedProcess } from './support/asked-process.ts';
import type { BrowsersAnswer, BrowsersRequest, ServerAnswer, ServerRequest } from './support/fan-out-messages.ts';
import { median } from './support/percentiles.ts';

const ROOMS = [100, 1_000];
/** In one measurement of one server: short, so that the two of a pair have the same neighbours. */
const DELIVERIES = 50_000;
const LIMIT = 1.15;
const contestants = ['product', 'bare'] as const;
type Contestant = (typeof contestants)[number];

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, 'cpu-prof': { type: 'string' } },
});
const rounds = Number(options.rounds);
const folder = options['cpu-prof'];
const nodeArguments = folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(folder)];
const before = loadavg()[0] ?? 0;

const browsers = new AskedProcess<BrowsersRequest, BrowsersAnswer>('fan-out-browsers.ts');
const table: string[] = [];
for (const sockets of ROOMS) table.push(row(sockets, await measureRoom(sockets)));
await browsers.end({ do: 'stop' });

const load = `${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, load ${load}`);
console.log(`${String(rounds)} rounds of ${String(DELIVERIES)} deliveries each; processor time per delivery in µs\n`);
console.log(['sockets in the room', 'product', 'bare', 'ratio', 'lowest', 'highest', 'limit'].map(column).join(''));
console.log(table.join('\n'));

/** Microseconds per delivery, round for round. The two servers take turns at who is first. */
async function measureRoom(sockets: number): Promise<Record<Contestant, number[]>> {
  const figures: Record<Contestant, number[]> = { product: [], bare: [] };
  const servers = { product: await start('product', sockets), bare: await start('bare', sockets) };
  const events = DELIVERIES / sockets;
  // The first two are for warming up.
  for (let round = -2; round < rounds; round++) {
    for (const name of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const perDelivery = (await processorFor(servers[name], name, events)) / DELIVERIES;
      if (round >= 0) figures[name].push(perDelivery);
    }
  }
  for (const name of contestants) {
    await browsers.ask({ do: 'close', group: name });
    await servers[name].end({ do: 'stop' });
  }
  return figures;
}

type Server = AskedProcess<ServerRequest, ServerAnswer>;

async function start(name: Contestant, sockets: number): Promise<Server> {
  const server: Server = new AskedProcess('fan-out-server.ts', { arguments: [name], nodeArguments });
  const answer = await server.next();
  if (!('ready' in answer)) throw new Error('The server did not start.');
  await browsers.ask({ do: 'open', group: name, port: answer.ready, sockets });
  return server;
}

/** Microseconds of processor time from before the first event until every socket has the last one. */
async function processorFor(server: Server, group: Contestant, events: number): Promise<number> {
  const arrived = browsers.ask({ do: 'expect', group, events });
  const from = await processorOf(server);
  await server.ask({ do: 'say', events });
  await arrived;
  return (await processorOf(server)) - from;
}

async function processorOf(server: Server): Promise<number> {
  const answer = await server.ask({ do: 'processor' });
  if (!('processor' in answer)) throw new Error('The server did not say how long it has worked.');
  return answer.processor;
}

function row(sockets: number, { product, bare }: Record<Contestant, number[]>): string {
  const ratios = product.map((figure, round) => figure / (bare[round] ?? Number.NaN));
  const figures = [median(product), median(bare), median(ratios), Math.min(...ratios), Math.max(...ratios)];
  return [String(sockets), ...figures.map((figure) => figure.toFixed(2)), `≤ ${String(LIMIT)}`].map(column).join('');
}

function column(text: string, index: number): string {
  return index === 0 ? text.padEnd(22) : text.padStart(10);
}

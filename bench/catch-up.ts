/**
 * A browser that has missed 5,000 events: `npx node bench/catch-up.ts [--rounds 7]`. Prints one table and writes nothing.
 *
 * Caught up: five times 1,000, as far as the cursor rule lets a browser read on, in pages of 500. Too far behind: the answer
 * that says "start over". Beside the product runs a yardstick that reads the same database.
 */
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MAX_CATCH_UP_EVENTS, type EventPage } from '#contract/events';
import { AskedProcess } from './support/asked-process.ts';
import type { CatchUpAnswer, CatchUpRequest } from './support/catch-up-messages.ts';
import { median } from './support/percentiles.ts';

const MISSED = 5_000;
const STEP = MAX_CATCH_UP_EVENTS;
const PAGE = 500;
/** Asked so often in a round, because one alone is too short to measure. */
const START_OVERS = 200;

type Server = AskedProcess<CatchUpRequest, CatchUpAnswer>;
interface Contestant {
  server: Server;
  url: string;
  headers: Record<string, string>;
}
/** Milliseconds. */
interface Cost {
  time: number;
  processor: number;
}

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(options.rounds);
const before = loadavg()[0] ?? 0;

const product: Server = new AskedProcess('catch-up-product.ts');
const { dataDirectory = '', ...ready } = await readyAnswer(product);
const bare: Server = new AskedProcess('catch-up-bare.ts', { arguments: [join(dataDirectory, 'condorito.db')] });
const contestants: Contestant[] = [
  { server: product, url: urlOf(ready.ready), headers: { authorization: `Bearer ${ready.token ?? ''}` } },
  { server: bare, url: urlOf((await readyAnswer(bare)).ready), headers: {} },
];

const caughtUp: Cost[][] = [[], []];
const startOver: Cost[] = [];
let head = 0;
// The first two are for warming up.
for (let round = -2; round < rounds; round++) {
  const sums = contestants.map(() => ({ time: 0, processor: 0 }));
  for (let missed = 0; missed < MISSED; missed += STEP) {
    await product.ask({ do: 'write', events: STEP });
    // They take turns at who is first.
    const order = [...contestants.keys()];
    for (const index of missed % (2 * STEP) === 0 ? order : order.toReversed()) {
      const { time, processor } = await costOf(contestants[index], (contestant) => catchUp(contestant, head));
      const sum = sums[index];
      if (sum) Object.assign(sum, { time: sum.time + time, processor: sum.processor + processor });
    }
    head += STEP;
  }
  const refused = await costOf(contestants[0], (contestant) => askInVain(contestant, head - MISSED));
  if (round < 0) continue;
  for (const [index, sum] of sums.entries()) caughtUp[index]?.push(sum);
  startOver.push({ time: refused.time / START_OVERS, processor: refused.processor / START_OVERS });
}
for (const { server } of contestants.toReversed()) await server.end({ do: 'stop' });
printTable();

async function costOf(
  contestant: Contestant | undefined,
  run: (contestant: Contestant) => Promise<void>,
): Promise<Cost> {
  if (!contestant) throw new Error('Nobody to measure.');
  const from = await processorOf(contestant.server);
  const start = performance.now();
  await run(contestant);
  const time = performance.now() - start;
  return { time, processor: (await processorOf(contestant.server)) - from };
}

/** Reads page after page, as a browser does, and checks that nothing is missing. */
async function catchUp({ url, headers }: Contestant, from: number): Promise<void> {
  let after = from;
  for (let more = true; more;) {
    const response = await fetch(`${url}/api/events?after=${String(after)}&limit=${String(PAGE)}`, { headers });
    const page = (await response.json()) as EventPage;
    for (const { seq } of page.events) {
      if (seq !== after + 1) throw new Error(`After ${String(after)} came ${String(seq)}.`);
      after = seq;
    }
    more = page.more;
  }
  if (after !== from + STEP) throw new Error(`Caught up to ${String(after)} only.`);
}

async function askInVain({ url, headers }: Contestant, after: number): Promise<void> {
  for (let asked = 0; asked < START_OVERS; asked++) {
    const response = await fetch(`${url}/api/events?after=${String(after)}`, { headers });
    await response.json();
    if (response.status !== 410) throw new Error(`Expected 410, got ${String(response.status)}.`);
  }
}

async function processorOf(server: Server): Promise<number> {
  const answer = await server.ask({ do: 'processor' });
  if (!('processor' in answer)) throw new Error('The server did not say how long it has worked.');
  return answer.processor / 1_000;
}

async function readyAnswer(server: Server): Promise<Extract<CatchUpAnswer, { ready: number }>> {
  const answer = await server.next();
  if (!('ready' in answer)) throw new Error('The server did not start.');
  return answer;
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}

function printTable(): void {
  const [ours = [], yardstick = []] = caughtUp;
  const row = (what: string, name: keyof Cost) => {
    const ratio = median(ours.map((cost, round) => cost[name] / (yardstick[round]?.[name] ?? Number.NaN)));
    const figures = [median(ours.map((cost) => cost[name])), median(yardstick.map((cost) => cost[name]))];
    console.log(line(what, ...figures.map((figure) => figure.toFixed(1)), ratio.toFixed(2)));
  };
  const load = `${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, load ${load}`);
  console.log(`${String(rounds)} rounds; events of 660 bytes, pages of ${String(PAGE)}\n`);
  console.log(line('', 'product', 'bare', 'ratio'));
  row(`${String(MISSED)} events in steps of ${String(STEP)}: time, ms`, 'time');
  row(`the same: processor of the server, ms`, 'processor');
  console.log(line('"start over": time, ms', median(startOver.map(({ time }) => time)).toFixed(2)));
  console.log(line('the same: processor, ms', median(startOver.map(({ processor }) => processor)).toFixed(2)));
}

function line(what: string, ...figures: string[]): string {
  return what.padEnd(48) + figures.map((figure) => figure.padStart(10)).join('');
}

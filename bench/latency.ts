/**
 * From a contact's phone to a browser's socket: `node bench/latency.ts [--rounds 3] [--product-only] [--cpu-prof <folder>]`.
 * Phones, product and browser are three processes. Prints one table and writes nothing.
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median, percentile } from './support/percentiles.ts';
import { millisecondsSince } from './support/phones-messages.ts';
import { Phones } from './support/phones.ts';
import { memory, processorTime } from './support/process-figures.ts';
import { startProduct } from './support/product.ts';
import type { Subject } from './support/subject.ts';
import { startTutorial } from './support/tutorial.ts';

const PER_SECOND = 80;
const STEADY = 30 * PER_SECOND;
const BURST = 1_000;
const WARM_UP = 400;
/** How long the last message may take to arrive, in milliseconds. */
const PATIENCE = 60_000;

interface Figures {
  p50: number;
  p99: number;
  processorPerMessage: number;
  burstPerSecond: number;
  processorPerBurstMessage: number;
  atRest: number;
  peak: number;
  /** Sent and not arrived within a minute after the last one, and arrived more than once. */
  missing: number;
  repeated: number;
}

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    'product-only': { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
  },
});
const folder = options['cpu-prof'];
const profile = folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(folder)];
const product: Figures[] = [];
const tutorial: Figures[] = [];
const before = loadavg()[0] ?? 0;
for (let round = 0; round < Number(options.rounds); round += 1) {
  product.push(await measure((phones) => startProduct(phones, profile)));
  if (!options['product-only']) tutorial.push(await measure(startTutorial));
}
printTable();

/** One round: link, warm up, rest, then the steady stream and the burst. */
async function measure(start: (phones: Phones) => Promise<Subject>): Promise<Figures> {
  const phones = await Phones.start();
  const subject = await start(phones);
  const latencies: number[] = [];
  const seen = new Set<string>();
  let repeated = 0;
  let lastAt = 0;
  subject.onText((text) => {
    const latency = millisecondsSince(text);
    if (latency === undefined || text === undefined) return;
    lastAt = performance.now();
    latencies.push(latency);
    if (seen.has(text)) repeated += 1;
    seen.add(text);
  });
  const run = async (request: { do: 'pace'; perSecond: number; count: number } | { do: 'burst'; count: number }) => {
    latencies.length = 0;
    const processorBefore = processorTime(subject.pid);
    const startedAt = performance.now();
    await phones.ask(request);
    for (const end = Date.now() + PATIENCE; latencies.length < request.count && Date.now() < end;) await pause(5);
    const processor = (processorTime(subject.pid) - processorBefore) / request.count;
    return {
      latencies: [...latencies],
      processor,
      perSecond: (request.count * 1_000) / (lastAt - startedAt),
    };
  };

  await phones.ask({ do: 'greet' });
  await run({ do: 'pace', perSecond: PER_SECOND, count: WARM_UP });
  await pause(3_000);
  const atRest = memory(subject.pid).now;
  const steady = await run({ do: 'pace', perSecond: PER_SECOND, count: STEADY });
  await pause(1_000);
  const burst = await run({ do: 'burst', count: BURST });
  const peak = memory(subject.pid).peak;
  await subject.stop();
  await phones.stop();
  return {
    p50: percentile(steady.latencies, 0.5),
    p99: percentile(steady.latencies, 0.99),
    processorPerMessage: steady.processor,
    burstPerSecond: burst.perSecond,
    processorPerBurstMessage: burst.processor,
    atRest,
    peak,
    missing: WARM_UP + STEADY + BURST - seen.size,
    repeated,
  };
}

function printTable(): void {
  const figure = (rounds: Figures[], name: keyof Figures, digits: number) =>
    rounds.length === 0 ? '' : median(rounds.map((each) => each[name])).toFixed(digits);
  const row = (what: string, name: keyof Figures, digits: number, limit: string) => {
    const columns = [figure(product, name, digits), figure(tutorial, name, digits), limit];
    console.log(`${what.padEnd(44)}${columns.map((column) => column.padStart(12)).join('')}`);
  };
  /** The median of the rounds' own ratios: each round's two runs are neighbours in time. */
  const ratio = (name: keyof Figures) => {
    const ratios = product.flatMap((each, round) => {
      const other = tutorial[round];
      return other ? [each[name] / other[name]] : [];
    });
    return ratios.length === 0 ? '' : median(ratios).toFixed(2);
  };

  const load = `${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, load ${load}`);
  console.log(`${options.rounds} round(s); 20 contacts, one number, one socket\n`);
  console.log(`${''.padEnd(44)}${['product', 'tutorial', 'limit'].map((name) => name.padStart(12)).join('')}`);
  row(`${PER_SECOND}/s for 30 s: latency p50, ms`, 'p50', 1, '≤ 4');
  row(`${PER_SECOND}/s for 30 s: latency p99, ms`, 'p99', 1, '≤ 25');
  row(`${PER_SECOND}/s for 30 s: processor per message, ms`, 'processorPerMessage', 2, '');
  row(`burst of ${BURST}: messages/s`, 'burstPerSecond', 0, '≥ 400');
  row(`burst of ${BURST}: processor per message, ms`, 'processorPerBurstMessage', 2, '');
  row('memory at rest, MB', 'atRest', 0, '≤ 180');
  row('memory at its peak, MB', 'peak', 0, '≤ 220');
  row('messages not there after a minute', 'missing', 0, '0');
  row('messages repeated', 'repeated', 0, '0');
  if (tutorial.length === 0) return;
  console.log(`\nprocessor per message, product : tutorial    ${ratio('processorPerMessage').padStart(12)}`);
  console.log(
    `the same in the burst                       ${ratio('processorPerBurstMessage').padStart(12)}     ≤ 1.15`,
  );
}

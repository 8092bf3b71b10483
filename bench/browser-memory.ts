/**
 * Memory and nodes of the page after very many messages in the conversation that is open, beside bare lists:
 * `npm run build && npx node bench/browser-memory.ts [--rounds 5] [--live 720000] [--at-once 20]
 * [--conversations 50000] [--messages 100000]`. Prints one table and writes nothing.
 *
 * The messages come in as fast as the page takes them: the next twenty once those before are there, few enough for each
 * to be rendered. Heap and nodes are
 * what Chromium says (`Performance.getMetrics`) after a forced collection of garbage; nodes in the page are counted too,
 * comments and texts included.
 */
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ChatSubject } from './support/chat-subject.ts';
import { countNodes, pageToolsScript, untilShown } from './support/page-tools.ts';
import { measureInTurn, printPairs } from './support/rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    live: { type: 'string', default: '720000' },
    'at-once': { type: 'string', default: '20' },
    conversations: { type: 'string', default: '50000' },
    messages: { type: 'string', default: '100000' },
  },
});
const LIVE = Number(values.live);
const AT_ONCE = Number(values['at-once']);
/** Enough to fill what the page keeps of a conversation. */
const WARM_UP = 2_000;
const MIB = 1_024 * 1_024;

const history = { conversations: Number(values.conversations), messages: Number(values.messages) };
const pairs = await measureInTurn(history, Number(values.rounds), measure);
console.log(`${String(LIVE)} messages, behind ${String(WARM_UP)} to begin with`);
printPairs(pairs, {
  start: { what: 'heap at the start, MiB' },
  end: { what: 'heap at the end, MiB', limit: '150' },
  growth: { what: 'end : start', limit: '1.5', digits: 2 },
  nodes: { what: 'nodes in the page at the end', limit: '1500', digits: 0 },
  heldNodes: { what: 'nodes held at the end', digits: 0 },
  perSecond: { what: 'messages taken per second', digits: 0 },
});

async function measure(subject: ChatSubject, browser: Browser, round: number) {
  const page = await subject.open(browser, [pageToolsScript]);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const first = 1 + round * (WARM_UP + LIVE);
  await fill(subject, page, first, WARM_UP);
  const start = await metrics(session);
  const from = performance.now();
  await fill(subject, page, first + WARM_UP, LIVE);
  const seconds = (performance.now() - from) / 1_000;
  const end = await metrics(session);
  return {
    start: start.heap / MIB,
    end: end.heap / MIB,
    growth: end.heap / start.heap,
    nodes: await countNodes(page),
    heldNodes: end.nodes,
    perSecond: LIVE / seconds,
  };
}

async function fill(subject: ChatSubject, page: Page, first: number, count: number): Promise<void> {
  for (let number = first; number < first + count; number += AT_ONCE) {
    const last = Math.min(number + AT_ONCE, first + count) - 1;
    await subject.say(number, last - number + 1);
    await untilShown(page, last);
  }
}

async function metrics(session: CDPSession): Promise<{ heap: number; nodes: number }> {
  // What is released by one collection may hold what the next one finds.
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes') };
}

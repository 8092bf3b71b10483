/**
 * From a socket's frame in the browser to the painted bubble, in the real app with one conversation open, beside bare lists:
 * `npm run build && npx node bench/frame-to-paint.ts [--rounds 5] [--rate 200] [--seconds 20] [--conversations 50000]
 * [--messages 100000]`. Prints one table and writes nothing.
 *
 * Painted means: the bubble is in the page, the next animation frame has begun, and the first task after it runs. Both times
 * are taken by the page's own clock.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { type ChatSubject, sayByTheClock } from './support/chat-subject.ts';
import { droppedFrames } from './support/dropped-frames.ts';
import { percentile } from './support/percentiles.ts';
import { measureInTurn, printPairs } from './support/rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    conversations: { type: 'string', default: '50000' },
    messages: { type: 'string', default: '100000' },
  },
});
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const COUNT = RATE * SECONDS;
const WARM_UP = 200;
const marksScript = fileURLToPath(new URL('support/paint-marks.js', import.meta.url));

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

interface Figures extends Record<string, number> {
  p50: number;
  p99: number;
  /** In percent. */
  dropped: number;
  /** Messages that the list, which renders what is in view, had gone past by the next paint. */
  passed: number;
  /** Messages that belonged to what was rendered by the next paint, and were not in it. */
  leftOut: number;
}

const history = { conversations: Number(values.conversations), messages: Number(values.messages) };
const pairs = await measureInTurn(history, Number(values.rounds), measure);
console.log(`${String(RATE)} messages/s for ${String(SECONDS)} s`);
printPairs(pairs, {
  p50: { what: 'frame to painted bubble, p50, ms', limit: '16.7' },
  p99: { what: 'frame to painted bubble, p99, ms', limit: '50' },
  dropped: { what: 'frames dropped, %', limit: '3' },
  passed: { what: 'scrolled past between two paints', digits: 0 },
  leftOut: { what: 'in view and never painted', limit: '0', digits: 0 },
});

async function measure(subject: ChatSubject, browser: Browser, round: number): Promise<Figures> {
  const first = 1 + round * (WARM_UP + COUNT);
  const page = await subject.open(browser, [marksScript]);
  await sayByTheClock(subject, first, WARM_UP, RATE);
  await sayByTheClock(subject, first + WARM_UP, COUNT, RATE);
  await page.waitForFunction(
    (last) => (globalThis as unknown as { marks: Marks }).marks.painted.has(last),
    first + WARM_UP + COUNT - 1,
    { timeout: 60_000 },
  );
  return readMarks(page, first + WARM_UP);
}

async function readMarks(page: Page, from: number): Promise<Figures> {
  const { arrived, painted, frames, paints } = await page.evaluate(() => {
    const { marks } = globalThis as unknown as { marks: Marks };
    return { arrived: [...marks.arrived], painted: [...marks.painted], frames: marks.frames, paints: marks.paints };
  });
  const paintedAt = new Map(painted);
  const measured = arrived.filter(([number]) => number >= from);
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
  const start = measured[0]?.[1] ?? 0;
  return {
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    dropped: droppedFrames(frames.filter((at) => at > start)) * 100,
    passed,
    leftOut: missing.length - passed,
  };
}

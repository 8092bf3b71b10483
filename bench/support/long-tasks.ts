import type { Page } from 'playwright-core';

/** A task that holds the page up for longer is felt: web.dev, "Optimize long tasks". Milliseconds. */
const LIMIT = 50;

/** What a page was about, and what held it up meanwhile. */
export interface Held {
  seconds: number;
  /** Milliseconds of each. */
  longTasks: number[];
}

/** Measures a page that `long-tasks.js` runs in. */
export async function during(page: Page, work: () => Promise<void>): Promise<Held> {
  await page.evaluate('longTasks.length = 0');
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  return { seconds, longTasks: await page.evaluate<number[]>('longTasks') };
}

export function printHeld(what: string, { seconds, longTasks }: Held): void {
  const longest = Math.round(Math.max(0, ...longTasks));
  const tasks = `${String(longTasks.length)} tasks over ${String(LIMIT)} ms, the longest ${String(longest)} ms`;
  console.log(`${what.padEnd(24)}${seconds.toFixed(1)} s, ${tasks}`);
}

/**
 * `npm run test:e2e`: journeys in a real browser, each file with a process, a product and a browser of its own. What follows
 * it are names of files to run instead of all.
 */
import { globSync } from 'node:fs';
import { runInLanes } from './lanes.ts';

/** A browser keeps one core busy. */
const LANES = 2;

const chosen = process.argv.slice(2);
const files = (chosen.length > 0 ? chosen : globSync('e2e/**/*.test.ts')).sort(longestFirst);
const batches = files.map((file) => [file]);
process.exitCode = (await runInLanes(batches, LANES, [])) ? 0 : 1;

/** Those that wait for whole periods of the product take a minute each: they are not to be the last to begin. */
function longestFirst(one: string, other: string): number {
  const isLong = (file: string) => /(realtime|settings)\.test\.ts$/.test(file);
  return Number(isLong(other)) - Number(isLong(one)) || (one < other ? -1 : 1);
}

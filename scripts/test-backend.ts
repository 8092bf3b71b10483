/**
 * `npm run test:backend`: everything that needs no browser. Tests of the server share a process, some files at a time: to load
 * the product anew for each would take half the time. What only a process has, such as its end, they look at in processes that
 * they start. The other files have a process each.
 */
import { globSync } from 'node:fs';
import { runInLanes, spread } from './lanes.ts';

const LANES = 3;
const BATCHES_OF_THE_SERVER = 10;

const server = globSync('backend/test/**/*.test.ts').sort();
const others = globSync(['lab/test/**/*.test.ts', 'docs/*.test.ts', 'reliability/**/*.test.ts']).sort();
// The long ones first and the shortest last, so that the lanes end together.
const batches = [
  ...others.filter(isSlow).map(alone),
  ...spread(server, BATCHES_OF_THE_SERVER),
  ...others.filter((file) => !isSlow(file)).map(alone),
];

const havePassed = await runInLanes(batches, LANES, ['--import', './lab/whatsapp-web/trust-lab-root.ts']);
process.exitCode = havePassed ? 0 : 1;

/** Those that count what is lost wait for whole periods of the product. */
function isSlow(file: string): boolean {
  return file.startsWith('reliability/');
}

function alone(file: string): readonly string[] {
  return [file];
}

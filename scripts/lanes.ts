import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Test files that run in one process, one after the other. */
export type Batch = readonly string[];

/**
 * Runs batches in so many lanes side by side, because tests also wait: a lane takes the next batch as soon as it is free, so
 * that none is idle while there is work. Each says at its end all that it has said, so that they do not talk across each
 * other. Resolves to whether all have passed.
 */
export async function runInLanes(batches: readonly Batch[], lanes: number, how: readonly string[]): Promise<boolean> {
  const left = [...batches];
  let havePassed = true;
  const takeNext = async () => {
    for (let batch = left.shift(); batch; batch = left.shift()) {
      if (!(await passes(batch, how))) havePassed = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, takeNext));
  return havePassed;
}

/** Spreads files over so many batches, neighbours apart, because what is slow lies together. */
export function spread(files: readonly string[], count: number): Batch[] {
  return Array.from({ length: count }, (_, batch) => files.filter((_file, index) => index % count === batch));
}

async function passes(files: Batch, how: readonly string[]): Promise<boolean> {
  const options = ['--test', '--test-isolation=none', '--test-timeout=120000'];
  const child = spawn(process.execPath, [...how, ...options, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  process.stdout.write(said);
  return child.exitCode === 0;
}

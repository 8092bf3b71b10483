import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Test files that run in one process, one after the other. */
export type Batch = readonly string[];

/** A batch that takes longer than this, in milliseconds, hangs. The slowest needs a third of it beside two others. */
const BATCH_LIMIT = 360_000;

/**
 * Runs batches in so many lanes side by side, because tests also wait: a lane takes the next batch as soon as it is free, so
 * that none is idle while there is work. Each says at its end all that it has said, so that they do not talk across each
 * other; those that failed say it after all others, where it is looked for. Resolves to whether all have passed.
 */
export async function runInLanes(batches: readonly Batch[], lanes: number, how: readonly string[]): Promise<boolean> {
  const left = [...batches];
  const failed: string[] = [];
  const takeNext = async () => {
    for (let batch = left.shift(); batch; batch = left.shift()) {
      const { passed, said } = await run(batch, how);
      if (passed) process.stdout.write(said);
      else failed.push(said);
    }
  };
  await Promise.all(Array.from({ length: lanes }, takeNext));
  process.stdout.write(failed.join(''));
  return failed.length === 0;
}

/** Spreads files over so many batches, neighbours apart, because what is slow lies together. */
export function spread(files: readonly string[], count: number): Batch[] {
  return Array.from({ length: count }, (_, batch) => files.filter((_file, index) => index % count === batch));
}

async function run(files: Batch, how: readonly string[]): Promise<{ passed: boolean; said: string }> {
  const options = ['--test', '--test-isolation=none', '--test-timeout=120000'];
  const child = spawn(process.execPath, [...how, ...options, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: BATCH_LIMIT,
    killSignal: 'SIGKILL',
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (!child.killed) return { passed: child.exitCode === 0, said };
  return { passed: false, said: `${said}${files.join(', ')}: not ended after ${BATCH_LIMIT / 60_000} minutes.\n` };
}

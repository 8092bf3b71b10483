/**
 * `npm run test:backend`: everything that needs no browser, in three processes side by side, because tests also wait. Tests
 * of the server share two of them: to load the product anew for each file would take half the time. What only a process
 * has, such as its end, they look at in processes that they start. The other files have a process each, one by one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const server = globSync('backend/test/**/*.test.ts').sort();
const others = globSync(['lab/test/**/*.test.ts', 'docs/*.test.ts', 'reliability/**/*.test.ts']).sort();

const outcomes = await Promise.all([
  runTests(every(2, 0, server), '--test-isolation=none'),
  runTests(every(2, 1, server), '--test-isolation=none'),
  runTests(others, '--test-concurrency=1'),
]);
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

/** Says at its end all that they have said, so that the three do not talk across each other. */
async function runTests(files: string[], how: string): Promise<boolean> {
  const trusting = ['--import', './lab/whatsapp-web/trust-lab-root.ts'];
  const child = spawn(process.execPath, [...trusting, '--test', how, '--test-timeout=120000', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  process.stdout.write(said);
  return child.exitCode === 0;
}

function every(step: number, from: number, files: readonly string[]): string[] {
  return files.filter((_, index) => index % step === from);
}

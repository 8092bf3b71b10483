/** `npm test`: every check in order, the quick ones first. Ends at the first that fails, with the seconds of each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const STAGES = [
  'check:types',
  'check:lint',
  'check:format',
  'check:structure',
  'build',
  'test:backend',
  'test:frontend',
  'test:e2e',
];

/** A stage that takes longer than this, in milliseconds, hangs: a test has left something open, say. */
const STAGE_LIMIT = 480_000;

interface Outcome {
  stage: string;
  seconds: number;
  passed: boolean;
}

const outcomes: Outcome[] = [];
for (const stage of STAGES) {
  process.stdout.write(`\n── ${stage} ──\n`);
  const outcome = await run(stage);
  outcomes.push(outcome);
  if (!outcome.passed) break;
}
process.stdout.write(summary(outcomes));
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

async function run(stage: string): Promise<Outcome> {
  const start = performance.now();
  // A process group of its own, so that all that a stage has started can be ended at once.
  const npm = spawn('npm', ['run', '--silent', stage], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const end = () => {
    if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL');
  };
  const interrupted = () => {
    end();
    process.exit(130);
  };
  const timer = setTimeout(() => {
    process.stderr.write(`${stage} has not ended after ${STAGE_LIMIT / 60_000} minutes.\n`);
    end();
  }, STAGE_LIMIT);
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  await once(npm, 'exit');
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  clearTimeout(timer);
  return { stage, seconds: (performance.now() - start) / 1_000, passed: npm.exitCode === 0 };
}

function summary(done: readonly Outcome[]): string {
  const lines = STAGES.map((stage) => {
    const outcome = done.find((each) => each.stage === stage);
    if (!outcome) return `  not run  ${stage}`;
    return `  ${outcome.passed ? 'passed ' : 'FAILED '}  ${stage.padEnd(18)}${outcome.seconds.toFixed(1).padStart(7)} s`;
  });
  const total = done.reduce((sum, { seconds }) => sum + seconds, 0);
  return ['', ...lines, `  ${' '.repeat(9)}${'altogether'.padEnd(18)}${total.toFixed(1).padStart(7)} s`, ''].join('\n');
}

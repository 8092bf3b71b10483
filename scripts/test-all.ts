/** `npm test`: every check, the quick ones first. Ends at the first that fails, with the seconds of each. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Steps in order. Each list of a step goes on by itself, so that both of two cores have work: what only computes goes beside
 * the tests of the server, which wait half of their time. The pages are built before anything serves them.
 */
const STEPS: string[][][] = [
  [['build'], ['check:structure', 'check:format']],
  [['check:types', 'check:lint', 'test:frontend'], ['test:backend']],
  [['test:e2e']],
];

/**
 * A stage that takes longer than this, in milliseconds, hangs: a test has left something open, say. The slowest needs a
 * third of it on two cores.
 */
const STAGE_LIMIT = 900_000;

interface Outcome {
  stage: string;
  seconds: number;
  /** `ended`: another one beside it has failed first. */
  verdict: 'passed' | 'FAILED' | 'ended';
}

const outcomes: Outcome[] = [];
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endAll();
    process.exit(130);
  });
}
const start = performance.now();
for (const step of STEPS) {
  await Promise.all(step.map((stages) => runInOrder(stages, step.length > 1)));
  if (haveFailed()) break;
}
process.stdout.write(summary());
process.exitCode = haveFailed() ? 1 : 0;

function haveFailed(): boolean {
  return outcomes.some(({ verdict }) => verdict === 'FAILED');
}

async function runInOrder(stages: readonly string[], besideOthers: boolean): Promise<void> {
  for (const stage of stages) {
    if (haveFailed()) return;
    outcomes.push(await run(stage, besideOthers));
    if (haveFailed()) endAll();
  }
}

/** What a stage beside others says is shown at its end, so that they do not talk across each other. */
async function run(stage: string, besideOthers: boolean): Promise<Outcome> {
  const started = performance.now();
  const heading = `\n── ${stage} ──\n`;
  if (!besideOthers) process.stdout.write(heading);
  // A process group of its own, so that all that a stage has started can be ended at once.
  const command = `npm run --silent ${stage}${besideOthers ? ' 2>&1' : ''}`;
  const npm = spawn(command, {
    shell: true,
    stdio: ['ignore', besideOthers ? 'pipe' : 'inherit', 'inherit'],
    detached: true,
  });
  running.add(npm);
  const timer = setTimeout(() => {
    process.stderr.write(`${stage} has not ended after ${STAGE_LIMIT / 60_000} minutes.\n`);
    end(npm);
  }, STAGE_LIMIT);
  const [said] = await Promise.all([npm.stdout ? text(npm.stdout) : '', once(npm, 'exit')]);
  clearTimeout(timer);
  running.delete(npm);
  if (besideOthers) process.stdout.write(heading + said);
  const verdict = npm.exitCode === 0 ? 'passed' : haveFailed() ? 'ended' : 'FAILED';
  return { stage, seconds: (performance.now() - started) / 1_000, verdict };
}

function endAll(): void {
  for (const npm of running) end(npm);
}

function end({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

function summary(): string {
  const lines = STEPS.flat(2).map((stage) => {
    const outcome = outcomes.find((each) => each.stage === stage);
    if (!outcome) return `  not run  ${stage}`;
    return `  ${outcome.verdict.padEnd(9)}${stage.padEnd(18)}${inSeconds(outcome.seconds)}`;
  });
  const total = (performance.now() - start) / 1_000;
  return ['', ...lines, `  ${' '.repeat(9)}${'altogether'.padEnd(18)}${inSeconds(total)}`, ''].join('\n');
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1).padStart(7)} s`;
}

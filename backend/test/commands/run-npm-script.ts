import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { within } from '../support/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { scripts: Record<string, string> };

export interface Outcome {
  /** Null for a process that was killed. */
  code: number | null;
  out: string;
  err: string;
}

/** Starts what `npm run <script>` runs, in another folder than this one: without a `.env` unless it has its own. */
export function startNpmScript(
  script: string,
  parameters: string[],
  environment: Record<string, string>,
  folder = tmpdir(),
): { child: ChildProcess; outcome: Promise<Outcome> } {
  const words = scripts[script]?.split(' ').slice(1) ?? [];
  const file = words.pop() ?? '';
  const child = spawn(process.execPath, [...words, `${root}/${file}`, ...parameters], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...environment },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const outcome = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, ...said });
    });
  });
  return { child, outcome: within(outcome, `${script} to end`, 60_000) };
}

/** Runs it to its end. */
export function runNpmScript(...script: Parameters<typeof startNpmScript>): Promise<Outcome> {
  return startNpmScript(...script).outcome;
}

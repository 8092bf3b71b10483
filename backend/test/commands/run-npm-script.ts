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

/** Starts what `npm run <script>` runs, in a folder without a `.env`. */
export function startNpmScript(
  script: string,
  parameters: string[],
  environment: Record<string, string>,
): { child: ChildProcess; outcome: Promise<Outcome> } {
  const file = scripts[script]?.split(' ').at(-1) ?? '';
  const child = spawn(process.execPath, [`${root}/${file}`, ...parameters], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...environment },
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
export function runNpmScript(script: string, parameters: string[], environment: Record<string, string>) {
  return startNpmScript(script, parameters, environment).outcome;
}

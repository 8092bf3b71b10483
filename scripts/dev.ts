/**
 * The pages on http://localhost:4200 and the server on port 3000, both rebuilt as files change. Ctrl-C ends both, and so
 * does either of them when it ends by itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** How long a half may take to end before it is killed, in milliseconds; the server itself allows its writes 10 seconds. */
const STOP_LIMIT = 12_000;

/** The server is where `proxy.conf.json` looks for it; `PORT` is not for `ng serve`, which would take it for its own. */
const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'development' };
delete environment['PORT'];
const serverEnvironment = { HOST: '127.0.0.1', ...environment, PORT: '3000' };
const server = [
  // The server reads it by itself; named here it is watched too.
  ...(existsSync('.env') ? ['--env-file=.env'] : []),
  '--watch',
  '--watch-preserve-output',
  ...process.argv.slice(2),
  'backend/src/main.ts',
];

let stopping = false;
const watchedServer = start(process.execPath, server, serverEnvironment);
const pages = start('ng', ['serve'], environment);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

/** A process group of its own, so that Ctrl-C reaches it once, from here, along with what it has started itself. */
function start(command: string, commandArguments: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const half = spawn(command, commandArguments, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    detached: true,
  });
  half.on('error', (error) => {
    process.stderr.write(`${command} does not start: ${error.message}\n`);
    void stop(1);
  });
  half.on('exit', (code) => void stop(code ?? 1));
  return half;
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Asked to end, `node --watch` of 24.21 fails an assertion and leaves the server behind; it has nothing to save itself.
  watchedServer.kill('SIGKILL');
  const groups = [watchedServer, pages].flatMap(({ pid }) => pid ?? []);
  for (const group of groups) signalGroup(group, 'SIGTERM');
  const limit = Date.now() + STOP_LIMIT;
  while (Date.now() < limit && groups.some((group) => signalGroup(group, 0))) await setTimeout(100);
  for (const group of groups) signalGroup(group, 'SIGKILL');
  process.exit(code);
}

/** Whether anyone was there to get it; signal 0 only asks. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/**
 * The pages on http://localhost:4200 and the server on port 3000, both rebuilt as files change. Ctrl-C ends both, and so
 * does either of them when it ends by itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';

/** How long a half may take to end before it is killed, in milliseconds; the server itself allows its writes 10 seconds. */
const STOP_LIMIT = 12_000;

/** The server is where `proxy.conf.json` looks for it; `PORT` is not for `ng serve`, which would take it for its own. */
const { PORT: _port, ...environment } = { ...process.env, NODE_ENV: 'development' };
const serverEnvironment = { HOST: '127.0.0.1', ...environment, PORT: '3000' };
const server = [
  '--env-file-if-exists=.env',
  '--watch',
  '--watch-preserve-output',
  ...process.argv.slice(2),
  'backend/src/main.ts',
];

let stopping = false;
const halves = [start(process.execPath, server, serverEnvironment), start('ng', ['serve'], environment)];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stop(0);
  });
}

/** A process group of its own, so that Ctrl-C reaches it once, from here, along with what it has started itself. */
function start(command: string, commandArguments: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const half = spawn(command, commandArguments, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    detached: true,
  });
  half.on('error', (error) => {
    process.stderr.write(`${command} does not start: ${error.message}\n`);
    stop(1);
  });
  half.on('exit', (code) => {
    stop(code ?? 1);
  });
  return half;
}

function stop(code: number): void {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const half of halves) signalGroup(half, 'SIGTERM');
  setTimeout(() => {
    for (const half of halves) signalGroup(half, 'SIGKILL');
  }, STOP_LIMIT).unref();
}

function signalGroup(half: ChildProcess, signal: NodeJS.Signals): void {
  if (half.pid === undefined || half.exitCode !== null || half.signalCode !== null) return;
  try {
    process.kill(-half.pid, signal);
  } catch {
    // It ended by itself a moment ago.
  }
}

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The product as a process of its own, whose words appear here, and which gets the signals that this process gets. */
export interface ProductProcess {
  /** Whether it has said that it serves; false once it has ended without. */
  readonly ready: Promise<boolean>;
  /** Its exit code; 1 where a signal has ended it. */
  readonly ended: Promise<number>;
  stop(): void;
}

/** `nodeOptions` are for Node, `environment` is added to that of this process. */
export function startProduct(nodeOptions: string[], environment: NodeJS.ProcessEnv): ProductProcess {
  const preload = ['--import', join(root, 'lab/whatsapp-web/trust-lab-root.ts')];
  const child = spawn(process.execPath, [...preload, ...nodeOptions, join(root, 'backend/src/main.ts')], {
    stdio: ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);

  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      // There is nobody left to tell: from here on a signal ends this process.
      for (const signal of SIGNALS) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
  // Its own words, not an answer on its port: there something else may answer, and be why it does not start.
  const said = new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      if (line.startsWith('CRM Condorito is ready')) resolve(true);
    });
  });
  return {
    ready: Promise.race([said, ended.then(() => false)]),
    ended,
    stop: () => child.kill('SIGTERM'),
  };
}

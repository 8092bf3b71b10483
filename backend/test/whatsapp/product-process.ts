import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The product as a process of its own, so that it can be killed. */
export class ProductProcess {
  readonly url: string;
  readonly dataDirectory: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>, folder: string) {
    this.dataDirectory = mkdtempSync(join(folder, 'condorito-process-'));
    this.url = `http://127.0.0.1:${String(port)}`;
    this.#environment = {
      PATH: process.env['PATH'] ?? '',
      ...(process.env['NODE_COMPILE_CACHE'] && { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATA_DIR: this.dataDirectory,
      ...environment,
    };
  }

  /** Its data lies in a folder of its own within `folder`. */
  static async start(environment: Record<string, string>, folder = tmpdir()): Promise<ProductProcess> {
    const product = new ProductProcess(await freePort(), environment, folder);
    await product.run();
    return product;
  }

  /** Of the process that runs now; throws when there is none. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('The product does not run.');
    return pid;
  }

  /** Starts the process and waits until it serves. */
  async run(): Promise<void> {
    this.#child = spawn(
      process.execPath,
      ['--import', join(root, 'lab/whatsapp-web/trust-lab-root.ts'), join(root, 'backend/src/main.ts')],
      { env: this.#environment, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const gone = once(this.#child, 'exit').then(() => 'gone');
    for (;;) {
      const ready = fetch(`${this.url}/ready`).then(
        (response) => response.ok,
        () => false,
      );
      const answer = await Promise.race([ready, gone]);
      if (answer === 'gone') throw new Error('The product ended before it was ready.');
      if (answer === true) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** `kill -9`: no handler of the product gets to run. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As an operator ends it, who waits until it has finished. */
  terminate(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exit;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

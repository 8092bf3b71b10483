import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How long the product may take to be ready, or to end, in milliseconds. */
const LIMIT = 30_000;
const READY = /is ready at (\S+)/;

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface ProductOptions {
  /** Settings beside those of the test; see the operator's guide. */
  environment?: Readonly<Record<string, string>>;
  /** The address of a simulated WhatsApp of `lab/`, which the product then trusts. */
  whatsappWebUrl?: string;
  /** Data to start with, kept afterwards; otherwise an empty folder that goes away with the product. */
  dataDirectory?: string;
}

export interface Product {
  readonly url: string;
  readonly dataDirectory: string;
  readonly operator: { readonly email: string; readonly password: string };
  /** All that the product has written so far, its log included. */
  output(): string;
  /** Asks it to end, as an operator would. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the built product, exactly as `npm run serve` does, on a free port of this machine. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  if (!existsSync(root('dist/frontend/browser/index.html'))) {
    throw new Error('There is no built frontend: run "npm run build" first.');
  }
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'condorito-e2e-'));
  const operator = { email: 'operator@condorito.test', password: 'una clave muy larga' };
  const trust = options.whatsappWebUrl === undefined ? [] : ['--import', root('lab/whatsapp-web/trust-lab-root.ts')];
  const product = spawn(process.execPath, [...trust, root('backend/src/main.ts')], {
    // Away from the checkout, so that nobody's own .env takes part.
    cwd: dataDirectory,
    env: {
      PATH: process.env['PATH'],
      // Each file starts it anew: what one has compiled is there for the next.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      TZ: 'UTC',
      PORT: '0',
      HOST: '127.0.0.1',
      NODE_ENV: 'test',
      DATA_DIR: dataDirectory,
      OPERATOR_EMAIL: operator.email,
      OPERATOR_PASSWORD: operator.password,
      // Nothing of a test leaves the machine.
      WHATSAPP_WEB_URL: options.whatsappWebUrl ?? 'ws://127.0.0.1:9',
      WHATSAPP_MEDIA_URL: 'http://127.0.0.1:9',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [product.stdout, product.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const end = async (signal: NodeJS.Signals) => {
    await endProcess(product, signal);
    if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
  };
  try {
    const url = await readyAt(product, () => output);
    return {
      url,
      dataDirectory,
      operator,
      output: () => output,
      stop: () => end('SIGTERM'),
      kill: () => end('SIGKILL'),
    };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

async function readyAt(product: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      reject(new Error(`The product is not ready:\n${output()}`));
    };
    const timer = setTimeout(fail, LIMIT);
    product.once('exit', fail);
    product.stdout?.on('data', () => {
      const url = READY.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      product.off('exit', fail);
      resolve(url);
    });
  });
}

async function endProcess(product: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (product.exitCode !== null || product.signalCode !== null) return;
  const ended = once(product, 'exit');
  product.kill(signal);
  const timer = setTimeout(() => product.kill('SIGKILL'), LIMIT);
  await ended;
  clearTimeout(timer);
}

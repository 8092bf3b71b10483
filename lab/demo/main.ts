import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lockDataDirectory, Store } from '../../backend/src/storage/index.ts';
import { startPhonePage, type PhonePage } from '../phone-page/index.ts';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { bringGroupToLife } from './group-life.ts';
import { bringToLife } from './life.ts';
import { businessPhones, customers } from './people.ts';
import { PASSWORD, seedDemo, team } from './seed.ts';
import { ShownQrs } from './shown-qrs.ts';

/**
 * `npm start`: the product and the simulated world together. The product runs as a process of its own, as in production;
 * what tells it of the simulation are two settings: the address of WhatsApp and, by the preload, whom to trust there.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const port = Number(process.env['PORT'] ?? 3000);
const phonePort = Number(process.env['PHONE_PAGE_PORT'] ?? 3100);
const dataDirectory = resolve(process.env['DATA_DIR'] ?? join(root, 'data', 'demo'));
const url = `http://localhost:${String(port)}`;

mkdirSync(dataDirectory, { recursive: true });
await seed();

const stopped = new AbortController();
const server = await startWhatsAppWebServer({ stateFile: join(dataDirectory, 'lab.json') });
for (const person of businessPhones) server.createPhone(person);
const people = customers(300);
bringToLife(server, people, stopped.signal);
bringGroupToLife(server, people, stopped.signal);

const product = spawn(
  process.execPath,
  [
    '--import',
    join(root, 'lab/whatsapp-web/trust-lab-root.ts'),
    ...process.argv.slice(2),
    join(root, 'backend/src/main.ts'),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(port),
      HOST: process.env['HOST'] ?? '127.0.0.1',
      DATA_DIR: dataDirectory,
      WHATSAPP_WEB_URL: server.url,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => product.kill(signal));
const ended = once(product, 'exit');
let page: PhonePage | undefined;
try {
  if ((await Promise.race([untilReady(), ended])) === 'ready') {
    const qrs = new ShownQrs(url);
    page = await startPhonePage({
      server,
      phones: () => [...businessPhones, ...people].flatMap(({ phoneNumber }) => server.phone(phoneNumber) ?? []),
      port: phonePort,
      qrSource: () => qrs.read(),
    });
    printWelcome(page.url);
  }
} catch (error) {
  console.error(
    `The phone page could not start; PHONE_PAGE_PORT chooses another port than ${String(phonePort)}.`,
    error,
  );
  process.exitCode = 1;
  product.kill('SIGTERM');
}
await ended;
process.exitCode ??= product.exitCode ?? 0;
stopped.abort();
await page?.close();
await server.close();

async function seed(): Promise<void> {
  const lock = lockDataDirectory(dataDirectory);
  const store = await Store.open(join(dataDirectory, 'condorito.db'));
  await seedDemo(store);
  await store.close();
  lock.release();
}

async function untilReady(): Promise<'ready'> {
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${String(port)}/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return 'ready';
    await pause(50);
  }
}

function printWelcome(phonePage: string): void {
  console.log(`
  CRM Condorito    ${url}
  Phone            ${phonePage}

  Sign in as       ${team.map(({ email }) => email).join('   ')}
  Password         ${PASSWORD}

  1. Sign in as the admin, open WhatsApp, and choose "Vincular" on the line "Ventas".
  2. Open the phone, be "${businessPhones[0]?.name ?? ''}", and choose "Dispositivos", then "Vincular un dispositivo".
  3. Be one of the customers, and write.

  Everything stays in ${dataDirectory}; delete it to begin again. Ctrl+C ends the demo.
`);
}

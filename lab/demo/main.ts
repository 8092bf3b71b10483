import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataDirectory } from '../../backend/src/data-directory.ts';
import { SettingsError } from '../../backend/src/operations/index.ts';
import { Store, type DataDirectoryLock } from '../../backend/src/storage/index.ts';
import { startPhonePage, type PhonePage } from '../phone-page/index.ts';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { startCloudApi } from './cloud-api.ts';
import { addCloudLine } from './cloud-line.ts';
import { DemoAdmin } from './demo-admin.ts';
import { bringGroupToLife } from './group-life.ts';
import { bringToLife } from './life.ts';
import { businessPhones, cloudBusiness, customers } from './people.ts';
import { startProduct } from './product-process.ts';
import { PASSWORD, seedDemo, team } from './seed.ts';
import { readShownQrs } from './shown-qrs.ts';

/**
 * `npm start`: the product and the simulated world together. The product runs as a process of its own, as in production;
 * what tells it of the simulation are four settings: the addresses of WhatsApp, of its files and of the Graph API and, by the
 * preload, whom to trust at the first. `PUBLIC_URL` tells the Graph API where to send webhooks.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const port = Number(process.env['PORT'] ?? 3000);
const phonePort = Number(process.env['PHONE_PAGE_PORT'] ?? 3100);
const dataDirectory = resolve(process.env['DATA_DIR'] ?? join(root, 'data', 'demo'));
const url = `http://localhost:${String(port)}`;

await seed();

const stopped = new AbortController();
const server = await startWhatsAppWebServer({ stateFile: join(dataDirectory, 'lab.json') });
for (const person of businessPhones) server.createPhone(person);
const people = customers(300);
bringToLife(server, people, stopped.signal);
bringGroupToLife(server, people, stopped.signal);
const graph = await startCloudApi(join(dataDirectory, 'graph.json'), people, stopped.signal);

const product = startProduct(process.argv.slice(2), {
  PORT: String(port),
  HOST: process.env['HOST'] ?? '127.0.0.1',
  DATA_DIR: dataDirectory,
  WHATSAPP_WEB_URL: server.url,
  WHATSAPP_MEDIA_URL: server.mediaUrl,
  GRAPH_API_URL: graph.url,
  PUBLIC_URL: process.env['PUBLIC_URL'] ?? url,
  CORS_ORIGINS: process.env['CORS_ORIGINS'] ?? `http://127.0.0.1:${String(port)}`,
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
});
let page: PhonePage | undefined;
if (await product.ready) {
  try {
    const admin = new DemoAdmin(url);
    await addCloudLine(admin, graph, people);
    page = await startPhonePage({
      server,
      graph,
      phones: () => [...businessPhones, ...people].flatMap(({ phoneNumber }) => server.phone(phoneNumber) ?? []),
      port: phonePort,
      qrSource: () => readShownQrs(admin),
    });
    printWelcome(page.url);
  } catch (error) {
    console.error(
      `The demo could not start. Should another program have the port of the phone page, ${String(phonePort)}, PHONE_PAGE_PORT chooses another one.`,
      error,
    );
    process.exitCode = 1;
    product.stop();
  }
}
const code = await product.ended;
process.exitCode ??= code;
stopped.abort();
await page?.close();
await server.close();
await graph.close();

async function seed(): Promise<void> {
  const lock = takeDataDirectory();
  const store = await Store.open(join(dataDirectory, 'condorito.db'));
  await seedDemo(store);
  await store.close();
  lock.release();
}

/** What keeps the product from its data directory keeps the demo from it before, and is said as the product says it. */
function takeDataDirectory(): DataDirectoryLock {
  try {
    return openDataDirectory(dataDirectory);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
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
  3. Be one of the customers, and write, to it or to "${cloudBusiness.verifiedName}", which is on Meta's Cloud API.

  Everything stays in ${dataDirectory}; delete it to begin again. Ctrl+C ends the demo.
`);
}

/** The whole product, for `webhook.ts`; its argument is where Meta's Graph API is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication } from '../../backend/src/application.ts';
import { createLogger, readSettings } from '../../backend/src/operations/index.ts';
import { ADMIN, CLIENT } from './webhook-admin.ts';
import type { WebhookServerAnswer } from './webhook-messages.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
const settings = readSettings({
  PORT: '0',
  HOST: '127.0.0.1',
  NODE_ENV: 'production',
  DATA_DIR: dataDirectory,
  GRAPH_API_URL: process.argv[2],
});
const application = await createApplication(settings, { logger: createLogger({ level: 'warn', json: true }) });
const { port } = await application.listen();
await application.accounts.clients.add({ clientCode: CLIENT, name: 'Bench', timeZone: 'UTC', admin: ADMIN });
process.on('message', () => {
  void application.close().then(() => {
    rmSync(dataDirectory, { recursive: true, force: true });
    process.exit();
  });
});
process.send?.({ ready: port } satisfies WebhookServerAnswer);

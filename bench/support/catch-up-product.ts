/** The product with one client, whose log grows as the bench asks over the process's message channel. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginResponse } from '#contract/accounts';
import { createApplication } from '../../backend/src/application.ts';
import { createLogger, readSettings } from '../../backend/src/operations/index.ts';
import type { CatchUpAnswer, CatchUpRequest } from './catch-up-messages.ts';
import { CLIENT_CODE, messageNew } from './fan-out-messages.ts';

const admin = { name: 'Admin', email: 'admin@bench.example', password: 'correct horse battery' };

const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
const settings = readSettings({ PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production', DATA_DIR: dataDirectory });
const application = await createApplication(settings, { logger: createLogger({ level: 'warn', json: true }) });
const { port } = await application.listen();
await application.accounts.clients.add({ clientCode: CLIENT_CODE, name: 'Bench', timeZone: 'UTC', admin });
const response = await fetch(`http://127.0.0.1:${String(port)}/api/auth/login`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: admin.email, password: admin.password }),
});
const { token } = (await response.json()) as LoginResponse;

process.on('message', (request: CatchUpRequest) => {
  if (request.do === 'write') void write(request.events);
  if (request.do === 'stop') void stop();
  if (request.do === 'processor') {
    const { user, system } = process.cpuUsage();
    tell({ processor: user + system });
  }
});
tell({ ready: port, token, dataDirectory });

async function write(events: number): Promise<void> {
  const body = (seq: number) => {
    const { contactId, message, conversation } = messageNew(seq);
    return Promise.resolve({ contactId, message, conversation });
  };
  await Promise.all(
    Array.from({ length: events }, () =>
      application.store.write(({ event }) => event(CLIENT_CODE, 'message:new', body)),
    ),
  );
  tell({ written: events });
}

async function stop(): Promise<void> {
  await application.close();
  rmSync(dataDirectory, { recursive: true, force: true });
  process.disconnect();
}

function tell(answer: CatchUpAnswer): void {
  process.send?.(answer);
}

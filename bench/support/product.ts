import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import type { EventData } from '#contract/events';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { call, signIn } from './api.ts';
import type { Phones } from './phones.ts';
import { endProcess, until, type Subject } from './subject.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const clientCode = 'bench';
const password = 'correct horse battery';

/** The product as an operator runs it, with one client whose line is linked to the business of the phones. */
export async function startProduct(phones: Phones, nodeArguments: readonly string[]): Promise<Subject> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
  const child = spawn(
    process.execPath,
    [...nodeArguments, '--import', root('lab/whatsapp-web/trust-lab-root.ts'), root('backend/src/main.ts')],
    {
      cwd: dataDirectory,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        HOST: '127.0.0.1',
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        DATA_DIR: dataDirectory,
        WHATSAPP_WEB_URL: phones.url,
        OPERATOR_EMAIL: 'operator@bench.example',
        OPERATOR_PASSWORD: password,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const url = await until('the product to be ready', () => /is ready at (\S+)/.exec(output)?.[1]);

  const operator = await signIn(url, 'operator@bench.example', password);
  const admin = { name: 'Admin', email: 'admin@bench.example', password };
  await call(url, operator.token, 'POST', '/clients', { clientCode, name: 'Bench', admin });
  const { token, user } = await signIn(url, admin.email, password);
  await link(url, token, phones);
  const socket = io(url, { auth: { token, clientId: user.id, clientCode }, transports: ['websocket'] });
  await until('the socket', () => socket.connected || undefined);

  return {
    pid: child.pid ?? 0,
    onText: (listener) => {
      socket.on('message:new', ({ message }: EventData<'message:new'>) => {
        listener(message.text);
      });
    },
    stop: async () => {
      socket.close();
      await endProcess(child);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function link(url: string, token: string, phones: Phones): Promise<void> {
  const line = { kind: 'whatsapp-web', name: 'Bench' };
  const { session } = await call<SessionResponse>(url, token, 'POST', '/whatsapp/sessions', line);
  const path = `/whatsapp/sessions/${session.id}`;
  const read = async () => (await call<SessionResponse>(url, token, 'GET', path)).session;
  await call(url, token, 'POST', `${path}/connect`);
  await phones.ask({ do: 'scan', qr: await until('a QR code', async () => (await read()).qr?.qr) });
  await until('the line to open', async () => ((await read()).state === 'open' ? true : undefined));
}

import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import type { Phones } from './phones.ts';
import { endProcess, until, type Subject } from './subject.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The yardstick, linked to the business of the phones. */
export async function startTutorial(phones: Phones): Promise<Subject> {
  const directory = mkdtempSync(join(tmpdir(), 'condorito-tutorial-'));
  const child = fork(file('./tutorial-process.ts'), [directory, phones.url], {
    execArgv: ['--import', file('../../lab/whatsapp-web/trust-lab-root.ts')],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
  });
  const told: { port?: number; qr?: string; open?: true } = {};
  child.on('message', (news: object) => Object.assign(told, news));
  const port = await until('the yardstick to be ready', () => told.port);
  await phones.ask({ do: 'scan', qr: await until('a QR code', () => told.qr) });
  await until('the yardstick to open', () => told.open);
  const socket = io(`http://127.0.0.1:${String(port)}`, { transports: ['websocket'] });
  await until('the socket', () => socket.connected || undefined);
  return {
    pid: child.pid ?? 0,
    onText: (listener) => {
      socket.on('message:new', ({ text }: { text: string }) => {
        listener(text);
      });
    },
    stop: async () => {
      socket.close();
      await endProcess(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

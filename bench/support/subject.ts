import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What is measured: a process linked to the simulated WhatsApp, with one browser's socket that hears its messages. */
export interface Subject {
  readonly pid: number;
  /** Called with the text of each message that reaches the socket. */
  onText(listener: (text: string | undefined) => void): void;
  stop(): Promise<void>;
}

/** Asks a process to end, and ends it after 15 s. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(timer);
}

/** Looks again every 50 ms; throws after a minute. */
export async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited a minute for ${what}.`);
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PhonesAnswer, PhonesRequest } from './phones-messages.ts';

/** The simulated phones, from the bench's side. */
export class Phones {
  /** What the product gets as `WHATSAPP_WEB_URL`. */
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#process = child;
    this.url = url;
  }

  static async start(): Promise<Phones> {
    const child = fork(fileURLToPath(new URL('./phones-process.ts', import.meta.url)), { execArgv: [] });
    const answer = await nextAnswer(child);
    if (!('ready' in answer)) throw new Error('The simulated phones did not start.');
    return new Phones(child, answer.ready);
  }

  /** Resolves when the phones have done it: for messages, when the last one was sent. */
  async ask(request: PhonesRequest): Promise<void> {
    const answer = nextAnswer(this.#process);
    this.#process.send(request);
    const given = await answer;
    if ('failed' in given) throw new Error(`The simulated phones could not ${request.do}: ${given.failed}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.send({ do: 'stop' } satisfies PhonesRequest);
    await exit;
  }
}

async function nextAnswer(child: ChildProcess): Promise<PhonesAnswer> {
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [{ failed: 'their process has ended' }]),
  ])) as [PhonesAnswer];
  return answer;
}

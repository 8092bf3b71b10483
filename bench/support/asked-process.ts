import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the bench that is asked one thing after the other over its message channel. */
export class AskedProcess<Request extends object, Answer extends object> {
  readonly #child: ChildProcess;

  /** `file` lies in this folder. */
  constructor(file: string, options: { arguments?: string[]; nodeArguments?: string[] } = {}) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), options.arguments ?? [], {
      execArgv: options.nodeArguments ?? [],
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], NODE_ENV: 'production' },
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What the process says next. */
  async next(): Promise<Answer> {
    const [answer] = (await once(this.#child, 'message')) as [Answer];
    return answer;
  }

  ask(request: Request): Promise<Answer> {
    const answer = this.next();
    this.#child.send(request);
    return answer;
  }

  /** Sends a last request and waits for the process to end. */
  async end(request: Request): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.send(request);
    await exit;
  }
}

import type { WorkerWord } from './worker-words';

interface Asked {
  readonly told: (part: number) => void;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks a worker that reads a file, one answer per request, so that the page stays free. */
export class WorkerReader {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #count = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerWord>) => {
      this.#hear(data);
    });
    worker.addEventListener('error', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('The worker that reads the file has failed.'));
      this.#asked.clear();
    });
  }

  /** Rejects where the worker cannot be had, or what is to be read cannot be read. */
  ask<Answer>(request: unknown, told = (_part: number) => undefined as void): Promise<Answer> {
    const about = (this.#count += 1);
    return new Promise<Answer>((resolve, reject) => {
      this.#asked.set(about, { told, resolve: resolve as Asked['resolve'], reject });
      this.#worker.postMessage({ about, request });
    });
  }

  /** Stops whatever is being read, for good. */
  close(): void {
    this.#worker.terminate();
  }

  #hear(word: WorkerWord): void {
    const asked = this.#asked.get(word.about);
    if (!asked) return;
    if ('part' in word) {
      asked.told(word.part);
      return;
    }
    this.#asked.delete(word.about);
    if ('answer' in word) asked.resolve(word.answer);
    else asked.reject(new Error('The file could not be read.'));
  }
}

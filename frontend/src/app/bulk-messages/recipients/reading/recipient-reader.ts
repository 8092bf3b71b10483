import { InjectionToken } from '@angular/core';
import type { AnswerOf, ReaderRequest, ReaderWord } from './reader-requests';

/** Reads recipients without holding up the page. Rejects where that cannot be had, or what is to be read cannot be read. */
export interface RecipientReader {
  /** `told` hears which part is done, from 0 to 1. */
  ask<Request extends ReaderRequest>(request: Request, told?: (part: number) => void): Promise<AnswerOf<Request>>;
  /** Stops whatever is being read, for good. */
  close(): void;
}

interface Asked {
  readonly told: (part: number) => void;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks a worker, one answer per request. */
class WorkerReader implements RecipientReader {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #count = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<ReaderWord>) => {
      this.#hear(data);
    });
    worker.addEventListener('error', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('The worker that reads recipients has failed.'));
      this.#asked.clear();
    });
  }

  ask<Request extends ReaderRequest>(request: Request, told = (_part: number) => undefined as void) {
    const about = (this.#count += 1);
    return new Promise<AnswerOf<Request>>((resolve, reject) => {
      this.#asked.set(about, { told, resolve: resolve as Asked['resolve'], reject });
      this.#worker.postMessage({ about, request });
    });
  }

  close(): void {
    this.#worker.terminate();
  }

  #hear(word: ReaderWord): void {
    const asked = this.#asked.get(word.about);
    if (!asked) return;
    if ('part' in word) {
      asked.told(word.part);
      return;
    }
    this.#asked.delete(word.about);
    if ('answer' in word) asked.resolve(word.answer);
    else asked.reject(new Error('The recipients could not be read.'));
  }
}

/** Makes one of its own for whoever asks. */
export const RECIPIENT_READER = new InjectionToken<() => RecipientReader>('RECIPIENT_READER', {
  factory: () => () =>
    new WorkerReader(new Worker(new URL('./recipients.worker', import.meta.url), { type: 'module' })),
});

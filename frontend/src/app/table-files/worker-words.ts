/** What a worker says of the request with this number: how far it is, what came of it, or that it failed. */
export type WorkerWord =
  | { readonly about: number; readonly part: number }
  | { readonly about: number; readonly answer: unknown }
  | { readonly about: number; readonly failed: true };

/** Reads a table; which requests it answers is its own business. */
interface Reading {
  answer(request: never, told: (part: number) => void): Promise<unknown>;
}

/** In a worker: answers what a `WorkerReader` asks. */
export function answerPage(reading: Reading): void {
  const say = (word: WorkerWord): void => {
    postMessage(word);
  };
  addEventListener('message', ({ data }: MessageEvent<{ about: number; request: never }>) => {
    const { about, request } = data;
    const told = (part: number): void => {
      say({ about, part });
    };
    reading.answer(request, told).then(
      (answer) => {
        say({ about, answer });
      },
      () => {
        say({ about, failed: true });
      },
    );
  });
}

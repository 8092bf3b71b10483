/** Does it at once. What it throws becomes a rejection, as callers of an asynchronous function expect. */
export function promised<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

/** Waits for something that has to happen, and says what did not after `limit` milliseconds. */
export async function within<T>(promise: Promise<T>, what: string, limit = 60_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited ${String(limit)} ms for ${what}.`));
    }, limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

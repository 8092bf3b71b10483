/**
 * What `work` comes to, or `otherwise` as soon as `signal` is aborted: for a question that may be answered later than a process
 * may take to end. What the work comes to after that is left alone.
 */
export async function orStopped<T, S>(work: Promise<T>, signal: AbortSignal, otherwise: S): Promise<T | S> {
  const stopped = Promise.withResolvers<S>();
  const stop = () => {
    stopped.resolve(otherwise);
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Does `work` once, `milliseconds` from now; returns the way to call it off. */
export type After = (milliseconds: number, work: () => void) => () => void;

/** Real time. What waits does not keep the process alive. */
export const after: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
};

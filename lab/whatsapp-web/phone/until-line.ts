/** What is watched of a phone: one chat. */
interface Screen<Line> {
  /** Whose chat with whom it is, for the error. */
  name: string;
  lines(): Line[];
  onChange(listener: () => void): () => void;
}

/** Waits until a chat shows a bubble that fits; rejects after the time limit. */
export function untilLine<Line>(screen: Screen<Line>, fits: (line: Line) => boolean, timeoutMs: number): Promise<Line> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const line = screen.lines().find(fits);
      if (line === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(line);
    };
    const stop = screen.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`No such bubble on ${screen.name} within ${timeoutMs} ms`));
    }, timeoutMs);
    look();
  });
}
